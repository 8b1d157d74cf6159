import { expect, test } from 'vitest'
import {
  extraCapacityInWords,
  missingCapacity,
} from '../../../../../domain/report/sections/trust/missing-capacity.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { companyView, scopeOnPlan, teamsOf, teamView } from '../../../../builders/report-view.ts'

const missing = { kind: 'missing', milliDays: 30_000 } as const
const extra = { kind: 'extra', milliDays: 30_000 } as const

test('planned days that nobody was there for are reported for a team, and for a company team by team', () => {
  const team = scopeOnPlan({ capacityGap: missing })
  const told = missingCapacity(teamView(team), team)
  expect(plainText(told?.sentence ?? [])).toBe('30 days that Search’s plan counted on were not there.')
  expect(told?.milliDays).toBe(30_000)
  const [a = team, b = team] = teamsOf([{ capacityGap: missing }, {}])
  const company = companyView(team, [a, b])
  expect(missingCapacity(company, company.scope)).toBeUndefined()
  expect(missingCapacity(company, a)).toBeDefined()
  expect(missingCapacity(company, b)).toBeUndefined()
})

test('days beyond the plan are not missing, and missing ones are none beyond it', () => {
  const [less, more, planned] = [missing, extra, null].map((capacityGap) => scopeOnPlan({ capacityGap }))
  for (const scope of [more, planned])
    expect(scope && missingCapacity(teamView(scope), scope)).toBeUndefined()
  expect(more && extraCapacityInWords(more)).toBe('30 days more than its plan counted on')
  expect(less && extraCapacityInWords(less)).toBeUndefined()
})
