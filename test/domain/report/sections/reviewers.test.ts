import { expect, test } from 'vitest'
import type { ReportScope } from '../../../../domain/plan/plan.ts'
import { nothingSaid, type ReviewersWords } from '../../../../domain/report/content/reviewers.ts'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { reviewersSection, silenceSentence } from '../../../../domain/report/sections/reviewers.ts'
import { longestStatement } from '../../../../domain/report/words/lengths.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../builders/example-company.ts'
import { saidBy } from '../../../builders/odd-companies.ts'

const company: ReportScope = { kind: 'company' }
const team = (teamId: string): ReportScope => ({ kind: 'team', teamId })

function wordsIn(
  scope: ReportScope,
  said: Partial<ReviewersWords>,
  place: 'mail' | 'page' = 'mail',
): string[] | null {
  const view = viewOf(closedReconciliation, examplePlan, { audience: 'product', scope })
  const section = reviewersSection(view, { ...nothingSaid, ...said }, place)
  return section?.sentences.map(plainText) ?? null
}

const traded = saidBy('search', 'Una Fixture', 'We traded it for the launch.')

test('a team’s report quotes its reviewers with name and date, and nobody else’s', () => {
  const statements = [traded, saidBy('billing', 'Ben Model', 'The audit came first.')]
  expect(wordsIn(team('search'), { statements })).toEqual([
    'Una Fixture, 28 May: “We traded it for the launch.”',
  ])
})

test('the company’s report says whose team it is', () => {
  expect(wordsIn(company, { statements: [traded] })).toEqual([
    'Search, Una Fixture, 28 May: “We traded it for the launch.”',
  ])
})

test('words of a team that left the plan stay in the company’s report, under the name that the team had', () => {
  const statements = [saidBy('ledger-2025', 'Lou Example', 'We moved to Billing.'), traded]
  const askedTeams = [{ teamId: 'ledger-2025', name: 'Ledger' }]
  expect(wordsIn(company, { statements, askedTeams })).toEqual([
    'Search, Una Fixture, 28 May: “We traded it for the launch.”',
    'Ledger, Lou Example, 28 May: “We moved to Billing.”',
  ])
  expect(wordsIn(team('search'), { statements, askedTeams })).toHaveLength(1)
})

test('a page has the whole statement, a mail its start', () => {
  const text = 'word '.repeat(longestStatement / 5).trim()
  const statements = [saidBy('search', 'Una Fixture', text)]
  for (const scope of [team('search'), company]) {
    expect(wordsIn(scope, { statements }, 'page')?.[0]).toContain(`“${text}”`)
    expect(wordsIn(scope, { statements })?.[0]).toMatch(/…”$/)
  }
  expect(wordsIn(team('search'), { statements })?.[0]?.length).toBeLessThan(330)
  expect(wordsIn(company, { statements })?.[0]?.length).toBeLessThan(160)
})

test.each([
  ['word '.repeat(40), /word…”$/],
  [`${'a'.repeat(113)} second third`, /a…”$/],
  [`${'a'.repeat(112)} second third`, /a second…”$/],
  ['長'.repeat(200), /^Search, Una Fixture, 28 May: “長{119}…”$/],
  // Whole sentences of 60 characters are enough, of 59 not; a full stop within a word ends none.
  [`${'a'.repeat(59)}. Half ${'b '.repeat(60)}`, /: “a{59}\. …”$/],
  [`${'a'.repeat(58)}. Half ${'b '.repeat(60)}`, /: “a{58}\. Half b.*b…”$/],
  [`${'a '.repeat(40)}e.g. half ${'b '.repeat(60)}`, /: “(?:a )+e\.g\. half b.*b…”$/],
])('a quote is cut behind a whole sentence or word, where there are any (%#)', (text, end) => {
  expect(wordsIn(company, { statements: [saidBy('search', 'Una Fixture', text)] })?.[0]).toMatch(end)
})

test.each([
  [company, 2, undefined],
  [company, 3, '1 more statement isn’t quoted here.'],
  [team('search'), 3, undefined],
  [team('search'), 5, '2 more statements aren’t quoted here.'],
] as const)(
  'of a mail’s statements two or three are quoted, the others counted (%#)',
  (scope, count, more) => {
    const statements = Array.from({ length: count }, (_, index) =>
      saidBy('search', `Reviewer ${index}`, 'We traded it.'),
    )
    const most = scope.kind === 'company' ? 2 : 3
    const words = wordsIn(scope, { statements }) ?? []
    expect(words.filter((each) => each.includes('“'))).toHaveLength(most)
    expect(words[most]).toBe(more)
    expect(wordsIn(scope, { statements }, 'page')).toHaveLength(count)
  },
)

test('what was said in the review is quoted before notices’ words, the latest first, in the order in which it was said', () => {
  const statements = ['A', 'B', 'C'].map((name, index) =>
    saidBy('search', name, name.repeat(290), {
      saidIn: name === 'B' ? 'review' : 'drift notice',
      saidAt: Date.parse(`2026-06-0${index + 1}T08:00:00Z`),
    }),
  )
  expect(wordsIn(team('search'), { statements })?.map((words) => words[0])).toEqual(['B', '2'])
})

test('a team that has no figures of its own isn’t quoted', () => {
  expect(wordsIn(company, { statements: [saidBy('two-people', 'Una Fixture', 'We did.')] })).toBeNull()
  // Nor where it had some when the review asked.
  const small = { teamId: 'two-people', name: 'Two people', because: 'small_group' } as const
  const reconciliation = { ...closedReconciliation, leftOut: [small] }
  const view = viewOf(reconciliation, examplePlan, { audience: 'product', scope: company })
  const statements = [saidBy(small.teamId, 'Una Fixture', 'We did.')]
  expect(reviewersSection(view, { statements, askedTeams: [small], unanswered: null }, 'mail')).toBeNull()
})

test('nothing said and no review is no section', () => {
  expect(wordsIn(team('search'), {})).toBeNull()
  expect(wordsIn(company, { unanswered: { teamIds: [], by: '2026-07-03' } })).toBeNull()
})

test('silence is shown as silence, in the report of the team and of the company', () => {
  const unanswered = { teamIds: ['billing'], by: '2026-07-03' }
  expect(wordsIn(team('billing'), { unanswered })).toEqual(['No answer from Billing’s reviewer by 3 July.'])
  expect(wordsIn(company, { unanswered })).toEqual(['No answer from Billing’s reviewer by 3 July.'])
  expect(wordsIn(team('search'), { unanswered })).toBeNull()
})

test.each([
  [2, 'No answer from the reviewers of T1 and T2 by 3 July.'],
  [4, 'No answer from the reviewers of T1, T2, T3 and T4 by 3 July.'],
  [6, 'No answer from the reviewers of T1, T2, T3, T4 and 2 more teams by 3 July.'],
])('of %d silent teams four are named', (count, words) => {
  const names = Array.from({ length: count }, (_, index) => `T${index + 1}`)
  expect(plainText(silenceSentence(names, '2026-07-03'))).toBe(words)
})

test('a team’s report tells who confirmed and what was corrected, the company’s does not', () => {
  const by = { teamId: 'search', authorName: 'Una Fixture', actedAt: Date.parse('2026-07-02T16:00:00Z') }
  const acts = [
    { ...by, kind: 'confirmed' },
    { ...by, kind: 'corrected', tickets: 2, milliDays: 14_000 },
    { ...by, teamId: 'billing', kind: 'confirmed' },
  ] as const
  expect(wordsIn(team('search'), { acts })).toEqual([
    'Una Fixture, 2 July: confirmed these figures.',
    'Una Fixture, 2 July: corrected the category of 2 tickets (14 person-days).',
  ])
  expect(wordsIn(company, { acts })).toBeNull()
})
