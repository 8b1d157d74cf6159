import { expect, test } from 'vitest'
import { replyToOf } from '../../../domain/deliver/reply-to.ts'
import { aPlan } from '../../builders/plan.ts'

const [first] = aPlan({}).teams
if (first === undefined) throw new Error('a plan has a team')
const team = { ...first, teamId: 'search', formerIds: ['finder'] }
const ofTeam = { ...team, replyTo: 'lead@company.example' }
const company = { replyTo: 'coo@company.example' }

test.each([
  ['its team’s address', { ...company, teams: [ofTeam] }, 'search', 'lead@company.example'],
  ['that of a team under its former id', { ...company, teams: [ofTeam] }, 'finder', 'lead@company.example'],
  ['the company’s, where the team has none', { ...company, teams: [team] }, 'search', 'coo@company.example'],
  ['the company’s, about the whole company', { ...company, teams: [ofTeam] }, null, 'coo@company.example'],
  ['the settings’, where the plan has none', { teams: [team] }, 'search', 'settings@company.example'],
  ['the settings’, where there is no plan', null, 'search', 'settings@company.example'],
])('replies go to %s', (_, plan, teamId, replyTo) => {
  expect(replyToOf(plan, teamId, 'settings@company.example')).toBe(replyTo)
})

test('replies go to the sender where neither plan nor settings say otherwise', () => {
  expect(replyToOf({ teams: [team] }, 'search', null)).toBeNull()
})
