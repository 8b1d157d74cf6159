import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Category } from '../../../../domain/category.ts'
import type { TeamActivity } from '../../../../domain/plan/draft/activity.ts'
import { companyOf } from '../../../../domain/plan/draft/company-name.ts'
import { draftPlan, slugOf } from '../../../../domain/plan/draft/draft.ts'
import { fewestActs } from '../../../../domain/plan/draft/people.ts'
import { type DraftHeader, writeDraft } from '../../../../domain/plan/draft/write.ts'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import type { TrackerUser } from '../../../../domain/ticket.ts'
import { anyText } from '../../../builders/any-text.ts'

const user = (accountId: string, changes: Partial<TrackerUser> = {}): TrackerUser => ({
  connectionId: 'jira-1',
  accountId,
  displayName: `Person ${accountId}`,
  email: null,
  active: true,
  isApp: false,
  timeZone: null,
  ...changes,
})

const acts = (accountId: string, groupId: string, count = 10, connectionId = 'jira-1') => ({
  ...{ connectionId, groupId, accountId, acts: count },
})

function activityOf(changes: Partial<TeamActivity>): TeamActivity {
  return {
    connections: [
      { connectionId: 'jira-1', name: 'our-jira' },
      { connectionId: 'linear-1', name: 'our-linear' },
    ],
    users: [],
    groups: [
      { connectionId: 'jira-1', groupId: '100', name: 'Payments & Billing' },
      { connectionId: 'linear-1', groupId: 'team-1', name: 'Search' },
    ],
    acts: [],
    openWork: [],
    ...changes,
  }
}

const header: DraftHeader = {
  company: { name: 'Example Works', origin: { kind: 'given' } },
  ...{ timeZone: null, usualTimeZone: 'Europe/Berlin', from: '2026-01-01', quarters: ['2026-Q2'] },
  commits: false,
  reader: { name: 'Grace Sample', email: 'grace@company.example' },
  connectionNames: new Map([
    ['jira-1', 'our-jira'],
    ['linear-1', 'our-linear'],
  ]),
}

test('a person is in the team where they did most, and their other team is named', () => {
  const { teams } = draftPlan(
    activityOf({
      users: [
        user('a', { email: 'ada@company.example' }),
        user('b', { connectionId: 'linear-1', email: 'Ada@company.example' }),
      ],
      acts: [acts('a', '100', 6), acts('b', 'team-1', 4, 'linear-1')],
    }),
  )
  expect(teams.map(({ teamId, members }) => [teamId, members.map(({ name }) => name)])).toEqual([
    ['payments-billing', ['Person a']],
  ])
  expect(teams[0]?.members[0]?.alsoIn).toEqual([{ teamName: 'Search', share: 0.4 }])
})

test('accounts of one name on two trackers are one person, unless a tracker has two of that name', () => {
  const same = { displayName: 'Ben Example' }
  const two = [user('a', same), user('b', { ...same, connectionId: 'linear-1' })]
  const all = [acts('a', '100'), acts('b', 'team-1', 10, 'linear-1'), acts('c', '100')]
  const peopleOf = (users: readonly TrackerUser[]) =>
    draftPlan(activityOf({ users, acts: all })).teams.flatMap(({ members }) => members)
  expect(peopleOf(two)).toHaveLength(1)
  expect(peopleOf([...two, user('c', same)])).toHaveLength(3)
})

test.each([
  [fewestActs - 1, 0],
  [fewestActs, 1],
])('somebody with %i acts makes %i teams', (count, teams) => {
  const activity = activityOf({ users: [user('a')], acts: [acts('a', '100', count)] })
  expect(draftPlan(activity).teams).toHaveLength(teams)
})

test('an app is nobody', () => {
  const activity = activityOf({ users: [user('a', { isApp: true })], acts: [acts('a', '100')] })
  expect(draftPlan(activity).teams).toEqual([])
})

test('the draft is a plan file, with what to look at as comments', () => {
  const draft = draftPlan(
    activityOf({
      users: [
        user('a', { email: 'ada@company.example', displayName: 'Ada "A" Example' }),
        user('712020:b', { displayName: 'Ben' }),
      ],
      acts: [acts('a', '100'), acts('712020:b', '100')],
      openWork: [
        {
          connectionId: 'jira-1',
          groupId: '100',
          name: 'Invoicing: all of it # really',
          ticketKey: 'BILL-7',
          tickets: 12,
        },
      ],
    }),
  )
  const text = writeDraft(draft, header)
  expect(text).toMatchInlineSnapshot(`
    "# A draft, made of what the trackers show. Correct it, then: plumbline plan import <this file>
    # docs/plan.md explains every line.
    company: "Example Works"
    calendars:
      office:
        time_zone: "Europe/Berlin"   # a guess: no tracker tells where people work
        workday: "09:00-17:00"
        # region: DE-BE              # its public holidays: a country, or country and state
        # holidays: [2026-12-24]     # your own days off, beside them
    teams:
      - { id: "payments-billing", name: "Payments & Billing", calendar: office }
    people:
      - email: "ada@company.example"
        name: "Ada \\"A\\" Example"
        teams: [{ team: "payments-billing", from: 2026-01-01 }]
      - email: "ben@unknown.invalid"   # the tracker hides the address: write the real one
        name: "Ben"
        accounts: { "our-jira": ["712020:b"] }
        teams: [{ team: "payments-billing", from: 2026-01-01 }]
    quarters:
      2026-Q2:
        teams:
          "payments-billing":
            shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 }   # a guess: what do you mean to spend?
            # Open now; take the sign away and say how many person-days you mean to spend:
            # commitments:
            #   - { name: "Invoicing: all of it # really", ticket: "BILL-7", person_days: … }
    stakeholders:
      - { email: "grace@company.example", name: "Grace Sample", audience: executive, scope: company }
      - { email: "grace@company.example", name: "Grace Sample", audience: engineering, scope: company }
      - { email: "grace@company.example", name: "Grace Sample", audience: product, scope: company }
    "
  `)
  const plan = parsePlanFile(text)
  expect(plan.people.map(({ email, accounts }) => [email, accounts])).toEqual([
    ['ada@company.example', []],
    ['ben@unknown.invalid', [{ connectionName: 'our-jira', accountId: '712020:b' }]],
  ])
})

test('whatever names hold, the draft can be imported', () => {
  const name = fc.oneof(anyText({ minLength: 1 }), fc.constantFrom('No', '007', '# x', 'a: b', '\u2028'))
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const usable = names.filter((each) => each.trim() !== '')
      fc.pre(usable.length > 0)
      const activity = activityOf({
        users: usable.map((displayName, index) => user(String(index), { displayName })),
        groups: usable.map((each, index) => ({ connectionId: 'jira-1', groupId: String(index), name: each })),
        acts: usable.map((_, index) => acts(String(index), String(index))),
        openWork: usable.map((each) => ({
          ...{ connectionId: 'jira-1', groupId: '0', tickets: 1 },
          name: each,
          ticketKey: null,
        })),
      })
      expect(parsePlanFile(writeDraft(draftPlan(activity), header)).people).toHaveLength(usable.length)
    }),
    { numRuns: 15 },
  )
})

test.each([
  ['Payments & Billing', 'payments-billing'],
  ['Zürich', 'zurich'],
  ['検索', ''],
])('%s becomes the id %s', (name, id) => {
  expect(slugOf(name)).toBe(id)
})

const twoTeams = (zones: readonly (string | null)[]) =>
  draftPlan(
    activityOf({
      users: zones.map((timeZone, index) => user(`u${index}`, { timeZone })),
      acts: zones.map((_, index) => acts(`u${index}`, index < 3 ? '100' : 'team-1')),
      groups: [
        { connectionId: 'jira-1', groupId: '100', name: 'Billing' },
        { connectionId: 'jira-1', groupId: 'team-1', name: 'Search' },
      ],
    }),
  )

test('a team works in the zone that most of its people have set, and the first calendar is that of most people', () => {
  const draft = twoTeams(['Europe/Berlin', 'Europe/Berlin', 'Mars/Base', 'Asia/Tokyo', null])
  const text = writeDraft(draft, header)
  expect(text).toContain('time_zone: "Europe/Berlin"   # as 2 of 5 people have it set in their tracker')
  expect(text).toContain('time_zone: "Asia/Tokyo"   # as 1 of 2 people have it set in their tracker')
  const { calendars, teams } = parsePlanFile(text)
  expect(teams.map(({ name, calendarId }) => [name, calendarId])).toEqual([
    ['Billing', 'office'],
    ['Search', 'asia-tokyo'],
  ])
  expect(calendars.map(({ calendarId, timeZone }) => [calendarId, timeZone])).toEqual([
    ['office', 'Europe/Berlin'],
    ['asia-tokyo', 'Asia/Tokyo'],
  ])
})

test('a zone that somebody gave holds for all, and a tie goes to the first by name', () => {
  const draft = twoTeams(['Europe/Rome', 'Europe/Berlin', null, 'Asia/Tokyo'])
  expect(draft.teams[0]?.zone).toEqual({ zone: 'Europe/Berlin', people: 1, of: 3 })
  const given = parsePlanFile(writeDraft(draft, { ...header, timeZone: 'Europe/Paris' }))
  expect(given.calendars.map(({ timeZone }) => timeZone)).toEqual(['Europe/Paris'])
})

test('a zone that a plan takes for none is nobody’s: neither a tracker’s nor the machine’s', () => {
  const draft = twoTeams(['Etc/GMT+5', 'Etc/GMT+5', null, null])
  const zonesWith = (usualTimeZone: string) =>
    parsePlanFile(writeDraft(draft, { ...header, usualTimeZone })).calendars.map(({ timeZone }) => timeZone)
  expect(zonesWith('Europe/Rome')).toEqual(['Europe/Rome'])
  expect(zonesWith('Etc/GMT+5')).toEqual(['UTC'])
})

test('open work begins with what it took; a day of it or more may become a commitment', () => {
  const work = (name: string, measuredMilliDays: number | null, category: Category | null = null) => ({
    ...{
      connectionId: 'jira-1',
      groupId: '100',
      name,
      ticketKey: null,
      tickets: 3,
      measuredMilliDays,
      category,
    },
  })
  const drafted = draftPlan(activityOf({ users: [user('a')], acts: [acts('a', '100')] }))
  const openWork = [
    work('Big', 12_450, 'roadmap'),
    work('Least', 1000, 'reliability'),
    work('Small', 999),
    work('Unknown', null),
  ]
  const draft = { ...drafted, teams: drafted.teams.map((team) => ({ ...team, openWork })) }
  const quarters = ['2026-Q1', '2026-Q2']
  const shy = writeDraft(draft, { ...header, quarters })
  expect(shy).toContain('#   - { name: "Big", project: "Big", person_days: 12 }   # 12.5 days in 2026-Q1')
  expect(shy).toContain('#   - { name: "Unknown", project: "Unknown", person_days: … }')
  expect(parsePlanFile(shy).quarters.flatMap(({ teams }) => teams[0]?.commitments)).toEqual([])
  const committed = parsePlanFile(writeDraft(draft, { ...header, quarters, commits: true }))
  expect(
    committed.quarters.map(({ teams }) =>
      teams[0]?.commitments.map(({ name, category, plannedPersonDays }) => [
        name,
        category,
        plannedPersonDays,
      ]),
    ),
  ).toEqual([
    [],
    [
      ['Big', 'roadmap', 12],
      // What the rules take for upkeep of the future is no roadmap because a team means to finish it.
      ['Least', 'reliability', 1],
    ],
  ])
})

const site = (name: string, siteName: string | null, baseUrl = 'https://tracker.example') => ({
  ...{ name, siteName, baseUrl },
})

test.each([
  [
    'the site',
    [site('a', null, 'https://acme.atlassian.net'), site('b', ' Acme Works ')],
    'Acme Works',
    'site',
  ],
  ['its address', [site('a', '', 'https://acme.atlassian.net/x'), site('b', null)], 'Acme', 'address'],
  ['nothing', [site('a', null), site('b', null, 'http://127.0.0.1:1')], 'Our company', 'unknown'],
])('a company is called by %s', (_, sites, name, kind) => {
  expect(companyOf(sites)).toMatchObject({ name, origin: { kind } })
})
