import { expect, test } from 'vitest'
import { type MailToAnswer, type ReplyPlan, replyToOf } from '../../../../domain/deliver/readers/reply-to.ts'
import type { Stakeholder } from '../../../../domain/plan/plan.ts'
import { aPlan } from '../../../builders/plan.ts'

const [first] = aPlan({}).teams
if (first === undefined) throw new Error('a plan has a team')
const team = { ...first, teamId: 'search', formerIds: ['finder'] }
const ofTeam = { ...team, replyTo: 'lead@company.example' }
const company = { replyTo: 'coo@company.example' }
const plan = (parts: Partial<ReplyPlan>): ReplyPlan => ({ teams: [team], stakeholders: [], ...parts })
const settings = 'settings@company.example'
const about = (teamId: string | null): MailToAnswer => ({ teamId, audience: 'product', readerEmail: null })

test.each([
  ['its team’s address', plan({ ...company, teams: [ofTeam] }), 'search', 'lead@company.example'],
  ['that of a team under its former id', plan({ teams: [ofTeam] }), 'finder', 'lead@company.example'],
  ['the company’s, where the team has none', plan(company), 'search', 'coo@company.example'],
  ['the company’s, about all of it', plan({ ...company, teams: [ofTeam] }), null, 'coo@company.example'],
  ['the settings’, where the plan has none', plan({}), 'search', settings],
  ['the settings’, where there is no plan', null, 'search', settings],
])('replies go to %s', (_, of, teamId, replyTo) => {
  expect(replyToOf(of, about(teamId), settings)).toBe(replyTo)
})

test('replies go to the sender where neither plan nor settings say otherwise', () => {
  expect(replyToOf(plan({}), about('search'), null)).toBeNull()
})

const line = {
  ...{ stakeholderId: 'una@company.example', email: 'una@company.example', name: 'Una' },
  ...{ audience: 'product', scope: { kind: 'team', teamId: 'search' }, replyTo: 'own@company.example' },
} as const satisfies Stakeholder
const ofCompany = {
  ...line,
  audience: 'executive',
  scope: { kind: 'company' },
  replyTo: 'ceo@company.example',
} as const
const withLines = plan({ ...company, teams: [ofTeam], stakeholders: [ofCompany, line] })
const una = 'Una@Company.example'

test.each([
  ['a report that it is for', 'search', 'product', una, 'own@company.example'],
  ['one of the team’s former id', 'finder', 'product', una, 'own@company.example'],
  ['one for another audience: the team’s', 'search', 'engineering', una, 'lead@company.example'],
  ['one of the company, by the line for that', null, 'executive', una, 'ceo@company.example'],
  ['a notice of the team', 'search', null, una, 'own@company.example'],
  ['a notice of no team, by the company’s line', null, null, una, 'ceo@company.example'],
  ['a notice of a team without a line, by the company’s', 'web', null, una, 'ceo@company.example'],
  [
    'the report of another reader: the team’s',
    'search',
    'product',
    'tom@company.example',
    'lead@company.example',
  ],
] as const)(
  'a reader’s own line says where replies go to %s',
  (_, teamId, audience, readerEmail, replyTo) => {
    expect(replyToOf(withLines, { teamId, audience, readerEmail }, settings)).toBe(replyTo)
  },
)

test('a reader’s line without an address leaves it to the plan', () => {
  const { replyTo: _, ...silent } = line
  const mail = { teamId: 'search', audience: 'product', readerEmail: line.email } as const
  expect(replyToOf({ ...withLines, stakeholders: [silent] }, mail, settings)).toBe('lead@company.example')
})
