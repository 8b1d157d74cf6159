import { expect, test } from 'vitest'
import { planDiff } from '../../../domain/plan/diff.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import type { PlanChange } from '../../../domain/plan/plan-change.ts'
import { planChangeText } from '../../../wording/plan/change-text.ts'
import { aCalendar, aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'

const words = (before: Plan, after: Plan): string[] => planDiff(before, after).map(planChangeText)
const planOf = (team: Parameters<typeof aTeamPlan>[0]) =>
  aPlan({ quarters: [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan(team)] }] })
const invoicing = {
  ...{ name: 'Invoicing', category: 'roadmap' as const, plannedPersonDays: 20 },
  target: { kind: 'ticket' as const, name: 'BILL-7' },
}

test('a plan has not changed from itself, whatever the order of its fields', () => {
  const plan = aPlan()
  const turned = Object.fromEntries(Object.entries(plan).toReversed())
  expect(planDiff(plan, { ...plan, ...turned })).toEqual([])
})

test('people join, leave and move, with the dates as the file writes them', () => {
  const [ada, ben] = [aPerson('Ada'), aPerson('Ben')]
  const left = aPerson('Ada', { membership: { to: '2026-07-01', fractionShare: 0.5 } })
  expect(words(aPlan({ people: [ada] }), aPlan({ people: [ada, ben] }))).toEqual([
    'Ben joined: Core from 2025-01-01',
  ])
  expect(words(aPlan({ people: [ada, ben] }), aPlan({ people: [ada] }))).toEqual([
    'Ben left the plan; was in Core from 2025-01-01',
  ])
  expect(words(aPlan({ people: [ada] }), aPlan({ people: [left] }))).toEqual([
    'Ada moved: Core from 2025-01-01 to 2026-06-30, 50 %; was Core from 2025-01-01',
  ])
  const away = aPerson('Ada', { absences: [{ from: '2026-05-01', to: '2026-05-04' }] })
  expect(words(aPlan({ people: [ada] }), aPlan({ people: [away] }))).toEqual([
    'Ada: away from 2026-05-01 to 2026-05-03',
  ])
  const half = aPerson('Ada', {
    absences: [{ from: '2026-06-01', to: '2026-06-02', partOfDay: 0.5 }],
    onCallTurns: [{ teamId: null, from: '2026-07-06', to: '2026-07-13', onCallShare: 0.4 }],
  })
  expect(words(aPlan({ people: [away] }), aPlan({ people: [half] }))).toEqual([
    'Ada: away half a day each on 2026-06-01; no longer away from 2026-05-01 to 2026-05-03',
    'Ada: on call from 2026-07-06 to 2026-07-12 (40 % of each day)',
  ])
  const many = aPerson('Ada', {
    absences: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ from: `2026-09-0${day}`, to: `2026-09-0${day + 1}` })),
  })
  expect(words(aPlan({ people: [ada] }), aPlan({ people: [many] }))).toEqual([
    expect.stringMatching(/away on 2026-09-05; 2 more$/),
  ])
})

test('shares, commitments and on-call of a quarter are reported by team', () => {
  expect(words(planOf({}), planOf({ shares: { roadmap: 0.6, ktlo: 0.3, reliability: 0.1 } }))).toEqual([
    'Q2 2026, Core: 60 % roadmap, 30 % ktlo, 10 % reliability; was 50 % roadmap, 30 % ktlo, 20 % reliability',
  ])
  expect(words(planOf({}), planOf({ commitments: [invoicing] }))).toEqual([
    'Q2 2026, Core: commitment Invoicing (20 person-days) added',
  ])
  expect(
    words(
      planOf({ commitments: [invoicing] }),
      planOf({ commitments: [{ ...invoicing, plannedPersonDays: 25 }] }),
    ),
  ).toEqual([
    'Q2 2026, Core: commitment Invoicing is 25 person-days of roadmap on the ticket BILL-7; was 20 person-days of roadmap on the ticket BILL-7',
  ])
  expect(words(planOf({}), planOf({ onCallShare: 0.1 }))).toEqual([
    'Q2 2026, Core: on call 10 % of each day, was 0 % of each day',
  ])
})

test('readers, calendars and settings are reported', () => {
  const reader = {
    ...{ stakeholderId: 'grace@company.example', name: 'Grace', email: 'grace@company.example' },
    ...{ audience: 'product' as const, scope: { kind: 'team' as const, teamId: 'core' } },
  }
  expect(words(aPlan(), aPlan({ stakeholders: [reader] }))).toEqual([
    'Grace now reads the product report of Core',
  ])
  expect(words(aPlan({ stakeholders: [reader] }), aPlan())).toEqual([
    'Grace no longer reads the product report of Core',
  ])
  const zoned = aPlan({ stakeholders: [{ ...reader, timeZone: 'Asia/Tokyo' }] })
  expect(words(aPlan({ stakeholders: [reader] }), zoned)).toEqual(['Time zone of Grace: Asia/Tokyo'])
  expect(words(zoned, aPlan({ stakeholders: [reader] }))).toEqual(['Time zone of Grace: that of their team'])
  const ownReplies = aPlan({ stakeholders: [{ ...reader, replyTo: 'una@company.example' }] })
  expect(words(aPlan({ stakeholders: [reader] }), ownReplies)).toEqual([
    'Replies of Grace to the product report of Core go to una@company.example',
  ])
  expect(words(ownReplies, aPlan({ stakeholders: [reader] }))).toEqual([
    'Replies of Grace to the product report of Core go to the address of its team',
  ])
  expect(words(aPlan(), aPlan({ replyTo: 'ada@company.example' }))).toEqual([
    'The address that replies go to: ada@company.example; was the installation’s',
  ])
  const [first, ...others] = aPlan().teams
  if (first === undefined) throw new Error('a plan has a team')
  const answered = aPlan({ teams: [{ ...first, replyTo: 'tom@company.example' }, ...others] })
  expect(words(aPlan(), answered)).toEqual([`Replies to mails about ${first.name} go to tom@company.example`])
  expect(words(answered, aPlan())).toEqual([
    `Replies to mails about ${first.name} go to the company’s address`,
  ])
  expect(words(aPlan(), aPlan({ quietHours: { startMinute: 1200, endMinute: 1860 } }))).toEqual([
    'The quiet hours: 20:00-07:00; was none',
  ])
  expect(words(aPlan(), aPlan({ calendars: [aCalendar({ holidays: ['2026-12-24'] })] }))).toEqual([
    'Calendar berlin: holiday 2026-12-24',
  ])
  expect(words(aPlan(), aPlan({ minimumGroupPeople: 5 }))).toEqual([
    'The smallest group with figures of its own: 5 people; was 1 person',
  ])
})

test('settings, teams, calendars, people and quarters say from what to what', () => {
  const [first, ...others] = aPlan().teams
  if (first === undefined) throw new Error('a plan has a team')
  expect(words(aPlan(), aPlan({ teams: [{ ...first, focusShare: 0.625 }, ...others] }))).toEqual([
    `Team ${first.name} has hands-on part 62.5 %, was not stated`,
  ])
  expect(words(aPlan(), aPlan({ calendars: [aCalendar({ weekend: [5], workdayEndMinute: 1080 })] }))).toEqual(
    [
      'Calendar berlin has working hours 09:00-18:00, was 09:00-17:00; weekend Friday, was Saturday and Sunday',
    ],
  )
  const robot = { connectionName: 'jira', account: 'Robot' }
  expect(words(aPlan(), aPlan({ machineAccounts: [robot] }))).toEqual([
    'Machine accounts: Robot (jira) added',
  ])
  expect(words(aPlan(), aPlan({ fiscalStartMonth: 4, fiscalYearNamedAfter: 'end' }))).toEqual([
    'The fiscal year: from April, named after its end, quarters of months; was from January, named after its start, quarters of months',
  ])
  expect(words(aPlan(), aPlan({ review: { days: 1, approval: true } }))).toEqual([
    'The review before the final report: 1 day to answer, then an admin approves; was none',
  ])
  const [ada, accounts] = [aPerson('Ada'), [{ connectionName: 'jira', accountId: '5e1' }]]
  const renamed = { ...ada, name: 'Ada B.', accounts }
  expect(words(aPlan({ people: [ada] }), aPlan({ people: [renamed] }))).toEqual([
    'Ada B.: was called Ada; account 5e1 (jira) added',
  ])
  const planned = {
    ...aPlan(),
    quarters: aPlan().quarters.map((each) => ({ ...each, planningStartsOn: '2026-06-24' })),
  }
  expect(
    words(
      aPlan({ quarters: planned.quarters.map((each) => ({ ...each, planningStartsOn: null })) }),
      planned,
    )[0],
  ).toBe('Q2 2026: planning begins on 2026-06-24; was not stated')
})

test('a team that says what it was called before is the same team: its people and plans have not moved', () => {
  const [before, renamed] = [planOf({}), planOf({ teamId: 'heart' })]
  const after: Plan = {
    ...renamed,
    teams: before.teams.map((team) => ({ ...team, teamId: 'heart', name: 'Heart', formerIds: ['core'] })),
    people: before.people.map((person) => ({
      ...person,
      memberships: person.memberships.map((each) => ({ ...each, teamId: 'heart' })),
    })),
  }
  expect(words(before, after)).toEqual(['Team Core is now called Heart'])
})

test('what one plan adds, the way back removes', () => {
  const after = aPlan({ people: [aPerson('Zoe')], quarters: [] })
  const presence = (changes: readonly PlanChange[]) =>
    changes.flatMap((each) => (each.kind === 'quarter' ? [`${each.quarter} ${each.change}`] : [each.kind]))
  expect(presence(planDiff(aPlan(), after)).toSorted()).toEqual([
    '2026-Q2 removed',
    'person_joined',
    'person_left',
    'person_left',
  ])
  expect(presence(planDiff(after, aPlan())).toSorted()).toEqual([
    '2026-Q2 added',
    'person_joined',
    'person_joined',
    'person_left',
  ])
})
