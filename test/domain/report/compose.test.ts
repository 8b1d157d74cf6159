import { expect, test } from 'vitest'
import type { Audience, ReportScope } from '../../../domain/plan/plan.ts'
import { composeReport } from '../../../domain/report/compose.ts'
import type { ReportContent } from '../../../domain/report/content/content.ts'
import { editionsFor } from '../../../domain/report/content/edition.ts'
import { ScopeWithoutFiguresError } from '../../../domain/report/content/view.ts'
import { plainText } from '../../../domain/report/words/sentence.ts'
import { editionText } from '../../../templates/text/edition-text.ts'
import { closedReconciliation, examplePlan, exampleReconciliation } from '../../builders/example-company.ts'
import { companies } from '../../builders/odd-companies.ts'

const company: ReportScope = { kind: 'company' }
const search: ReportScope = { kind: 'team', teamId: 'search' }

function report(
  audience: Audience,
  scope: ReportScope,
  reconciliation = exampleReconciliation,
): ReportContent {
  return composeReport({ reconciliation, plan: examplePlan, spec: { audience, scope } })
}

function wordsOf(content: ReportContent): string {
  return editionText(content, null).replace(/\s+/g, ' ')
}

const everyReport = Object.entries(companies).flatMap(([name, { reconciliation, plan }]) =>
  editionsFor(plan).map((spec) => ({
    name: `${name}, ${spec.audience}, ${spec.scope.kind}`,
    content: composeReport({ reconciliation, plan, spec }),
    again: composeReport({
      reconciliation: structuredClone(reconciliation),
      plan: structuredClone(plan),
      spec,
    }),
    state: reconciliation.state,
  })),
)

test.each(everyReport)(
  '$name: says something finite, in one line of news, with at most three lines',
  ({ content }) => {
    expect(content.subject).toMatch(/^[^\r\n]{8,70}$/)
    expect(content.preheader).toMatch(/^[^\r\n]{8,200}$/)
    expect(content.preheader).not.toBe(content.subject)
    expect(content.lines.length > 0 || content.isBrief || content.figures === null).toBe(true)
    expect(content.lines.length).toBeLessThanOrEqual(3)
    expect(plainText(content.answer)).not.toBe('')
    expect(wordsOf(content)).not.toMatch(/NaN|undefined|null|Infinity|\[object|-0 %|\b1 days\b/)
  },
)

test.each(everyReport)('$name: the same dataset gives the same words', ({ content, again }) => {
  expect(again).toEqual(content)
})

test.each(everyReport)(
  '$name: speaks of a running quarter as running, of a closed one as over',
  ({ content, state }) => {
    expect(/so far/.test(content.subject)).toBe(state === 'running')
    expect(content.kind).toBe(state === 'running' ? 'pre-planning' : 'final')
    if (state === 'closed') expect(wordsOf(content)).not.toMatch(/so far|at this pace|by now/i)
  },
)

test('an executive reads what was planned, what it is and how sure, in one sentence', () => {
  expect(plainText(report('executive', company).answer)).toBe(
    'We planned 58 % of engineering’s sorted work for the roadmap and have spent 50 % (±3) so far.',
  )
})

test('the teams with most at stake come first, then what can’t be told', () => {
  expect(report('executive', company).lines.map(({ words }) => plainText(words))).toEqual([
    'Billing: keeping things running has taken 206 person-days, 116 more than planned by now, about 81,000 €, with 143 interruptions (47 at Q1’s pace); 42 of 112 planned reliability days are spent (90 planned by now).',
    'Search: keeping things running has taken 118 person-days, 58 more than planned by now, about 41,000 €, with 48 interruptions (26 at Q1’s pace); 9 of 70 planned reliability days are spent (56 planned by now).',
    'Mobile: can’t tell, because 53 % of the working days have no ticket in progress.',
  ])
})

test('money stands in the executive’s report only, and only where the plan states a cost', () => {
  for (const audience of ['engineering', 'product'] as const) {
    expect(wordsOf(report(audience, company))).not.toContain('€')
  }
  const free = composeReport({
    reconciliation: exampleReconciliation,
    plan: { ...examplePlan, costPerPersonDay: null },
    spec: { audience: 'executive', scope: company },
  })
  expect(wordsOf(free)).not.toContain('€')
})

test('no reader, no other person and no address is named', () => {
  for (const { content } of everyReport) expect(wordsOf(content)).not.toMatch(/Ada|@company\.example>/)
})

test('an engineering manager reads of interruptions, their sources, planned reliability and data to mend', () => {
  const content = report('engineering', search, closedReconciliation)
  expect(content.subject).toBe('Search, Q2: interruptions up by half, 9 of 70 reliability days spent')
  expect(content.lines.map(({ words }) => plainText(words).slice(0, 31))).toEqual([
    'The three largest sources took ',
    '9 of 70 planned reliability day',
    'To fix in the data: 11 person-d',
  ])
  // The five sources, and the incidents outside working hours.
  expect(content.details.findings[0]?.items).toHaveLength(6)
})

test('a product manager reads of commitments, the budget’s course and small steps', () => {
  const content = report('product', search)
  expect(content.subject).toBe('Search, Q2 so far: 9 of 70 reliability days spent')
  expect(content.preheader).toBe('To meet the plan, reliability work has to start by 15 June.')
  expect(content.picture?.kind).toBe('burn_down')
  expect(content.lines.map(({ words }) => plainText(words))).toEqual([
    '2 of 3 commitments are off plan: Partner API is 24 person-days behind its plan and Marketplace launch is 24 person-days over its plan (done); no tracker has a commitment named Alert clean-up.',
    '9 of 70 planned reliability days are spent (56 planned by now); at this pace 11 by 30 June (9 to 18); to meet the plan, work has to start by 15 June.',
    'Index failover would bring back 32 of the 47 missing reliability days: about 2 days a week over Q3.',
  ])
})

test.each(['executive', 'engineering', 'product'] as const)(
  'a team that nothing can be said about reads so first, and nothing else is called (%s)',
  (audience) => {
    const content = report(audience, { kind: 'team', teamId: 'mobile' })
    expect(content.subject).toBe('Mobile, Q2 so far: can’t tell, 53 % of the days show on no ticket')
    expect(content.choice).toBeNull()
    expect(wordsOf(content)).not.toMatch(/probably|on course|within a tenth/)
  },
)

test('the team that the choice is about has a line, and the only other one its first clause in the last', () => {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'checkout'
      ? { ...team, capacityGap: { kind: 'missing', milliDays: 90_000 } as const }
      : team,
  )
  const lines = report('executive', company, { ...exampleReconciliation, teams }).lines
  expect(lines.map(({ words }) => plainText(words))).toEqual([
    expect.stringMatching(/^Billing: /),
    expect.stringMatching(/^Search: .* 9 of 70 planned reliability days are spent/),
    'Checkout: 90 person-days that its plan counted on were not there. Mobile: can’t tell, because 53 % of the working days have no ticket in progress.',
  ])
})

test('a stale connection, an unread one and a late baseline are said beside the figures', () => {
  const { reconciliation, plan } = companies['zero-budget'] ?? {
    reconciliation: exampleReconciliation,
    plan: examplePlan,
  }
  const { trust, details } = composeReport({
    reconciliation,
    plan,
    spec: { audience: 'executive', scope: company },
  })
  const onPage = details.trust.map(plainText).join(' ')
  expect(onPage).toContain('Jira of Example Company was last synced on 1 June 2026, 05:00 UTC')
  expect(onPage).toContain('The plan was fixed on 12 May, after the quarter had started.')
  expect(trust.map(plainText).join(' ')).toContain(
    'Not in these figures: what changed in Jira of Example Company since 1 June',
  )
})

test('a plan that the dataset doesn’t know is refused with what to do', () => {
  expect(() => report('product', { kind: 'team', teamId: 'gone' })).toThrow(ScopeWithoutFiguresError)
})

test('a report says from which trackers it is, if any, and of which plan and rules, by their first twelve characters', () => {
  const origin = (names: readonly string[]) => {
    const connections = exampleReconciliation.coverage.connections.slice(0, names.length)
    const coverage = { ...exampleReconciliation.coverage, connections }
    return report('executive', company, { ...exampleReconciliation, coverage }).details.origin.map(plainText)
  }
  const start = 'Everything here is computed from tickets and the plan as of 12 June 2026, 16:00 UTC'
  expect(origin([])[0]).toBe(`${start}.`)
  expect(origin(['one'])[0]).toBe(`${start}, from Jira of Example Company.`)
  expect(origin([]).at(-1)).toMatch(/^Plan beef01234567, rules c0ffee012345: /)
})
