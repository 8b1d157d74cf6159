import { expect, test } from 'vitest'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { choiceGrounds } from '../../../../domain/report/sections/choice-grounds.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'
import { forecastOfShare, noForecast } from '../../../builders/reconciliation.ts'
import { companyView, scopeOnPlan, teamsOf, teamView } from '../../../builders/report-view.ts'

const ofTeam = (forecast = noForecast) =>
  choiceGrounds(teamView({ ...scopeOnPlan(), forecast })).map(plainText)

test('a forecast’s share, its ends and its mean stand on the page', () => {
  expect(ofTeam(forecastOfShare(0.41))).toEqual([
    'Keeping things running is expected to take 41 % of Q3’s days (33 to 49 % in 8 of 10 quarters): the mean of 4 quarters’ shares, each older one at half the weight.',
  ])
  expect(ofTeam(noForecast)).toEqual([])
})

test('they say that a quarter runs, that few are known, and whose days those of an unplanned quarter are', () => {
  const estimate = { knownQuarters: 1, runningShare: 0.8, countsCompany: true }
  const forecast = { ...forecastOfShare(0.41, estimate), daysOf: 'team_today' } as const
  expect(ofTeam(forecast)).toEqual([
    expect.stringMatching(
      /: the share of the one quarter known, with the company’s mean as one quarter more; Q2 counts by the 80 % of it that has passed\.$/,
    ),
    'Q3 has no plan yet, so its days are those of today’s team.',
  ])
  const company = companyView({ ...scopeOnPlan(), forecast }, teamsOf([{}, {}]))
  expect(choiceGrounds(company).map(plainText)[1]).toBe(
    'Not every team has a plan for Q3 yet: without one, its days are those of today’s team.',
  )
})

test('reliability at plan less what it is on course to get is what the choice asks for', () => {
  const scope = { kind: 'team', teamId: 'search' } as const
  const search = viewOf(exampleReconciliation, examplePlan, { audience: 'executive', scope })
  const [given, cost] = choiceGrounds(search).map(plainText).slice(-2)
  const [, atPlan, onCourse] =
    /is (\d+) of its \d+ person-days in Q3; Q2 is on course to give it (\d+)\.$/.exec(given ?? '') ?? []
  expect(Number(atPlan) - Number(onCourse)).toBe(21)
  expect(cost).toBe('A person-day counts as 700 €.')
})
