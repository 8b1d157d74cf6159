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
import { changed, scopeOf } from '../../builders/reconciliation.ts'

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
  return editionText(content).replace(/\s+/g, ' ')
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
  '$name: says something finite, in one line of news, with at most three findings',
  ({ content }) => {
    expect(content.subject).toMatch(/^[^\r\n]{8,160}$/)
    expect(content.preheader).toMatch(/^[^\r\n]{8,200}$/)
    expect(content.preheader).not.toBe(content.subject)
    expect(content.findings.length).toBeGreaterThan(0)
    expect(content.findings.length).toBeLessThanOrEqual(3)
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
    if (state === 'closed') expect(wordsOf(content)).not.toMatch(/so far|at this pace|due by now/i)
  },
)

test('an executive reads what was planned, what it is, how sure, how it was, and what it costs', () => {
  expect(plainText(report('executive', company).answer)).toBe(
    'We planned 58 % of engineering on the roadmap and have spent 50 % (±3; Q1: 54 %) of the sorted work on it so far. The difference, about 110 person-days of the 1,440 sorted ones (about 77,000 €), went almost whole into keeping existing systems running.',
  )
})

test('the teams that explain most come in the plan’s order, then what cannot be told, then the rest in one line', () => {
  const [first, second, third] = report('executive', company).findings.map((finding) =>
    finding.sentences.map(plainText).join(' '),
  )
  expect(first).toMatch(
    /^Billing answered 143 urgent requests so far \(47 by now at Q1’s pace\), 61 of them incidents outside working hours\./,
  )
  expect(second).toMatch(
    /^Search answered 48 urgent requests so far \(26 by now at Q1’s pace\), 12 of them incidents outside working hours\. Keeping things running took 58 days more than planned/,
  )
  expect(third).toBe(
    'Mobile: cannot tell, because 53 % of the working days have no ticket in progress. Tickets moved to “in progress” when work on them starts would change that. Everything else is within a tenth of its plan.',
  )
})

test('a team that nothing can be said about is never called off its plan', () => {
  const words = report('executive', company).findings.flatMap((finding) => finding.sentences.map(plainText))
  expect(words.filter((sentence) => sentence.includes('Mobile'))).toHaveLength(1)
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

test('an engineering manager reads of interruptions, their sources, planned reliability and data to fix', () => {
  const content = report('engineering', search, closedReconciliation)
  expect(content.subject).toBe('Search, Q2: reliability at 13 % of its plan, interruptions up by half')
  expect(content.findings.map((finding) => plainText(finding.sentences[0] ?? []))).toEqual([
    'Five sources make up 81 % of the reactive work, about 120 days in all:',
    'Reliability had 9 of its 70 planned days.',
    'To fix in the data, so that the next figures are better:',
  ])
  expect(content.findings[0]?.items).toHaveLength(5)
})

test('a product manager reads of commitments, the budget’s course and small steps', () => {
  const content = report('product', search)
  expect(content.subject).toBe(
    'Search, Q2 so far: 47 of 56 reliability days due by now unspent, and what that costs the backlog',
  )
  expect(content.preheader).toBe('To meet the plan, reliability work has to start by 15 June.')
  expect(content.picture?.kind).toBe('burn_down')
  expect(content.findings.map((finding) => plainText(finding.sentences[0] ?? []))).toEqual([
    '2 of 3 roadmap commitments are off the plan; the other moved as planned:',
    'Reliability has had 9 of its 70 planned days; 56 were due by now.',
    'One planned item would bring back 32 of the 47 missing reliability days:',
  ])
})

test.each(['executive', 'engineering', 'product'] as const)(
  'a team that nothing can be said about reads so first, and nothing else is called (%s)',
  (audience) => {
    const content = report(audience, { kind: 'team', teamId: 'mobile' })
    expect(content.subject).toBe(
      'Mobile, Q2 so far: cannot tell, because 53 % of the working days have no ticket in progress',
    )
    expect(plainText(content.findings[0]?.sentences[0] ?? [])).toMatch(/^Mobile: cannot tell, because/)
    expect(content.choice).toBeNull()
    expect(wordsOf(content)).not.toMatch(/probably|on course|within a tenth/)
  },
)

test('a difference smaller than the band is reported as such, with what would narrow it', () => {
  const [billing, ...others] = exampleReconciliation.teams
  if (billing === undefined) throw new Error('no team')
  const wide = changed(billing, {
    categories: billing.categories.map((figures) => ({
      ...figures,
      band: { lowShare: figures.actualShare - 0.09, highShare: figures.actualShare + 0.09 },
      call: 'cannot_tell',
    })),
    interruptionGrowth: null,
    reliability: { ...billing.reliability, state: 'on_course' },
  })
  const content = report('executive', company, { ...exampleReconciliation, teams: [wide, ...others] })
  expect(wordsOf(content)).toContain(
    'For Billing: cannot tell, because the differences are smaller than the band of ±9 points. Tickets that pass through “in progress” on their way to done would narrow it.',
  )
})

test('planned days that no ticket shows are told apart from what went elsewhere', () => {
  // Said in tens.
  const wider = {
    ...exampleReconciliation.company,
    plannedUnseenMilliDays: 522_000,
  }
  const content = report('executive', company, { ...exampleReconciliation, company: wider })
  expect(plainText(content.answer)).toMatch(
    / Another 520 planned days were not there or show on no ticket\.$/,
  )
})

test('a share above its plan is reported in days of the work that tickets explain, not against days that nobody was there for', () => {
  // Planned 60/25/15 of 1,000 days; only 800 were worked, 232 of them (29 %) on upkeep: 4 points, so 32 days more and not 18 fewer.
  const scope = scopeOf({
    scopeId: 'company',
    name: 'Example Company',
    planned: { roadmap: 600, ktlo: 250, reliability: 150 },
    actual: { roadmap: 448, ktlo: 232, reliability: 120, uncategorised: 0 },
    calls: { roadmap: 'cannot_tell', ktlo: 'over' },
  })
  const team = { ...scope, scopeId: 'search', name: 'Search' }
  const smaller = { ...closedReconciliation, company: scope, teams: [team] }
  const content = report('executive', company, smaller)
  expect(plainText(content.answer)).toMatch(
    /^Keeping things running took 29 % \(±6\) of engineering’s sorted work, where 25 % was planned: 32 person-days more \(about 22,000 €\), of the 800 sorted ones\./,
  )
  expect(wordsOf(content)).toContain(
    'In Search, keeping things running took 29 % of its sorted work, planned 25 %: 32 days more',
  )
  expect(wordsOf(content)).toContain('Planning Q3 as Q2 went leaves 32 days less for everything else')
})

test('a team off plan that isn’t one of the two described at length still has its own sentence', () => {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'checkout'
      ? {
          ...team,
          capacityGap: { kind: 'missing', milliDays: 90_000 } as const,
        }
      : team,
  )
  const [first, second, third] = report('executive', company, { ...exampleReconciliation, teams }).findings
  const start = (finding: typeof first) => plainText(finding?.sentences[0] ?? [])
  // Checkout's 90 days outweigh Search's 58: the two largest are told at length, in the plan's order.
  expect(start(first)).toMatch(/^Billing/)
  expect(start(second)).toBe('90 days that Checkout’s plan counted on were not there.')
  expect(start(third)).toMatch(/^Search answered 48 urgent requests/)
})

test('a roadmap above its plan is news as well, and what it left unspent stands beside it', () => {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search'
      ? changed(team, {
          categories: team.categories.map((figures) => ({
            ...figures,
            actualShare: figures.category === 'roadmap' ? 0.74 : figures.actualShare,
            call: figures.category === 'roadmap' ? 'over' : 'cannot_tell',
          })),
        })
      : team,
  )
  const content = report('executive', search, { ...exampleReconciliation, teams })
  expect(content.subject).toBe('Search, Q2 so far: reliability got 9 of its 70 planned days')
  expect(plainText(content.answer)).toBe(
    'The roadmap has had 74 % of Search’s sorted work (54 to 66 %), more than the 64 % planned; reliability has had less: 47 person-days of its plan are unspent so far.',
  )
})

test('a stale connection, an unread one and a late baseline are said beside the figures', () => {
  const { reconciliation, plan } = companies['zero-budget'] ?? {
    reconciliation: exampleReconciliation,
    plan: examplePlan,
  }
  const words = wordsOf(
    composeReport({ reconciliation, plan, spec: { audience: 'executive', scope: company } }),
  )
  expect(words).toContain('Jira of Example Company was last read on 1 June 2026, 05:00 UTC')
  expect(words).toContain('The plan was fixed on 12 May, after the quarter had started.')
})

test('a plan that the dataset doesn’t know is refused with what to do', () => {
  expect(() => report('product', { kind: 'team', teamId: 'gone' })).toThrow(ScopeWithoutFiguresError)
})

test('a report says from which trackers it is, if any, and of which plan and rules, by their first twelve characters', () => {
  const origin = (names: readonly string[]) => {
    const connections = exampleReconciliation.coverage.connections.slice(0, names.length)
    const coverage = { ...exampleReconciliation.coverage, connections }
    return report('executive', company, { ...exampleReconciliation, coverage }).origin.map(plainText)
  }
  const start = 'Everything here is computed from tickets and the plan as of 12 June 2026, 16:00 UTC'
  expect(origin([])[0]).toBe(`${start}.`)
  expect(origin(['one'])[0]).toBe(`${start}, from Jira of Example Company.`)
  expect(origin([]).at(-1)).toMatch(/^Plan beef01234567, rules c0ffee012345: /)
})
