import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import type { MeasuredCommitment } from '../../../../../domain/reconcile/figures/tickets/commitments.ts'
import { commitmentsFinding } from '../../../../../domain/report/audience/product/commitments.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import type { ReportContent } from '../../../../../domain/report/content/content.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf } from '../../../../builders/reconciliation.ts'
import { scopeOnPlan, teamView } from '../../../../builders/report-view.ts'

function productReport(
  commitments: readonly MeasuredCommitment[],
  verdicts: Partial<ScopeSketch> = {},
  reconciliation: Reconciliation = closedReconciliation,
): ReportContent {
  const team = scopeOf(
    {
      scopeId: 'search',
      name: 'Search',
      planned: { roadmap: 200, ktlo: 60, reliability: 60 },
      actual: { roadmap: 200, ktlo: 60, reliability: 60, uncategorised: 0 },
      commitments,
      ...verdicts,
    },
    reconciliation.elapsedShare,
  )
  return composeReport({
    reconciliation: { ...reconciliation, teams: [team] },
    plan: examplePlan,
    spec: { audience: 'product', scope: { kind: 'team', teamId: 'search' } },
  })
}

function firstWords(content: ReportContent): string {
  return (content.details.findings[0]?.sentences ?? []).map(plainText).join(' ')
}

test('commitments that all took more than planned are news, not a backlog that moved as planned', () => {
  const content = productReport([
    commitmentOf('search', 'One', 100, 130),
    commitmentOf('search', 'Two', 90, 113),
  ])
  expect(content.subject).toBe('Search, Q2: One was 30 person-days over its plan')
  expect(firstWords(content)).toBe('Both roadmap commitments took more days than planned:')
})

test('a reliability item behind its plan is no roadmap commitment, and none is said to be behind', () => {
  const content = productReport([
    commitmentOf('search', 'One', 100, 100),
    commitmentOf('search', 'Two', 90, 90),
    commitmentOf('search', 'Reindexing', 60, 2, { category: 'reliability' }),
  ])
  expect(content.isBrief).toBe(true)
  expect(firstWords(content)).toMatch(/^Both roadmap commitments moved as planned\./)
})

test('what was dropped is reported as dropped, with the days that it took, and never as moved as planned', () => {
  const dropped = { outcome: 'dropped' } as const
  const content = productReport([
    commitmentOf('search', 'One', 60, 2, dropped),
    commitmentOf('search', 'Two', 90, 90),
  ])
  expect(content.subject).toBe('Search, Q2: One dropped after 2 of 60 person-days')
  expect(firstWords(content)).toMatch(
    /^1 of 2 roadmap commitments was dropped: One after 2 of its 60 person-days\. The other moved as planned\./,
  )
  const all = productReport([commitmentOf('search', 'One', 60, 2, dropped)])
  expect(firstWords(all)).not.toContain('as planned')
})

test('people who were not there come before what is behind for want of them', () => {
  const content = productReport(
    [commitmentOf('search', 'One', 100, 40), commitmentOf('search', 'Two', 90, 90)],
    { capacityGap: { kind: 'missing', milliDays: 70_000 } },
  )
  expect(firstWords(content)).toBe(
    '70 days that Search’s plan counted on were not there. 1 of 2 roadmap commitments was behind the plan; the other moved as planned:',
  )
})

test('where nothing can be told, neither a commitment nor the misalignment is called', () => {
  const content = productReport(
    [commitmentOf('search', 'One', 160, 20)],
    { doubt: { because: 'half_unattributed', share: 0.56 } },
    exampleReconciliation,
  )
  expect(content.details.trend).toEqual([])
  const [commitments] = content.details.findings
  expect(commitments?.items.map(plainText)).toEqual(['One: 20 of 160 days'])
  expect(commitments?.atStakeMilliDays).toBeNull()
})

const named = (name: string, planned: number, actual: number, changes: Partial<MeasuredCommitment> = {}) =>
  commitmentOf('search', name, planned, actual, changes)

test('commitments off their plan are listed furthest first, behind and over in one list', () => {
  const content = productReport([
    named('Over a little', 40, 50),
    named('Behind', 100, 40),
    named('Over much', 60, 100, { outcome: 'delivered' }),
    named('Kept', 10, 10),
  ])
  expect(firstWords(content)).toBe(
    '3 of 4 roadmap commitments were off the plan; the other moved as planned:',
  )
  expect(content.details.findings[0]?.items.map(plainText)).toEqual([
    'Behind: 40 of 100 days, 60 days short',
    'Over much: 100 days, 60 planned, done, 40 days over',
    'Over a little: 50 days, 40 planned, 10 days over',
    '31 % of the work, 99 days, was on tickets that were not there when the quarter started.',
  ])
  expect(content.details.findings[0]?.atStakeMilliDays).toBe(60_000)
})

test('only days behind are at stake, of all commitments together', () => {
  const stake = (...commitments: readonly MeasuredCommitment[]) =>
    productReport(commitments).details.findings[0]?.atStakeMilliDays
  expect(stake(named('Over', 40, 50))).toBeNull()
  expect(stake(named('One', 40, 20), named('Two', 40, 10), named('Over', 40, 60))).toBe(50_000)
})

test.each([
  [1, 'The one roadmap commitment was behind the plan:'],
  [2, 'Both roadmap commitments were behind the plan:'],
])('%d commitments behind: %s', (count, words) => {
  const commitments = Array.from({ length: count }, (_, index) => named(`C${index}`, 40, 10))
  expect(firstWords(productReport(commitments))).toBe(words)
})

test('of a running quarter, what is off the plan is so now', () => {
  const behind = (...commitments: readonly MeasuredCommitment[]) =>
    productReport(commitments, {}, exampleReconciliation).details.findings[0]
  const one = behind(named('One', 91, 33), named('Two', 10, 8), named('Three', 10, 8))
  expect(plainText(one?.sentences[0] ?? [])).toBe(
    '1 of 3 roadmap commitments is behind the plan; the rest moved as planned:',
  )
  expect(plainText(one?.items[0] ?? [])).toBe('One: 33 of 91 days, 40 days behind')
  expect(plainText(behind(named('One', 91, 33), named('Two', 91, 33))?.sentences[0] ?? [])).toMatch(
    / are behind the plan:$/,
  )
})

test('at most four commitments are listed, and the rest is counted', () => {
  const items = (count: number) =>
    productReport(Array.from({ length: count }, (_, index) => named(`C${index}`, 40, 10)))
      .details.findings[0]?.items.map(plainText)
      .slice(4)
  const last = expect.stringMatching(/^31 % of the work/)
  expect(items(4)).toEqual([last])
  expect(items(5)).toEqual(['and 1 more, in the table', last])
  expect(items(7)).toEqual(['and 3 more, in the table', last])
})

test('work that came unplanned stands below what moved, and in a sentence where nothing did', () => {
  const { findings } = productReport([named('Kept', 10, 10)]).details
  expect(findings[0]?.sentences.map(plainText)).toEqual([
    'The one roadmap commitment moved as planned.',
    '31 % of the work, 99 days, was on tickets that were not there when the quarter started.',
  ])
  expect(findings[0]?.items).toEqual([])
})

test.each([
  [null, false],
  [{ milliDays: 0, share: 0 }, false],
  [{ milliDays: 1000, share: 0.01 }, true],
])('unplanned work of %j is said: %s', (unplanned, isSaid) => {
  const team = { ...scopeOnPlan({ commitments: [named('Kept', 10, 8)] }), unplanned }
  const words = commitmentsFinding(teamView(team))?.sentences.map(plainText).join(' ')
  expect(words?.includes('not there when the quarter started')).toBe(isSaid)
})

test('at most four dropped commitments are listed, and the rest is counted', () => {
  const sentence = (count: number) =>
    firstWords(
      productReport(
        Array.from({ length: count }, (_, index) => named(`C${index}`, 20, 5, { outcome: 'dropped' })),
      ),
    ).replace(/ after 5 of its 20 person-days/g, '')
  expect(sentence(4)).toMatch(/^All 4 roadmap commitments were dropped: C0, C1, C2 and C3\./)
  expect(sentence(5)).toMatch(/^All 5 roadmap commitments were dropped: C0, C1, C2, C3 and 1 more\./)
})

test('where nothing can be told, four commitments are shown', () => {
  const doubt = { because: 'half_unattributed', share: 0.56 } as const
  const commitments = Array.from({ length: 5 }, (_, index) =>
    named(`C${index}`, 40, 10, index === 0 ? { outcome: 'dropped' } : {}),
  )
  const items = commitmentsFinding(teamView(scopeOnPlan({ commitments, doubt })))?.items.map(plainText)
  expect(items).toHaveLength(4)
  expect(items?.slice(0, 2)).toEqual(['C0: 10 of 40 days, dropped', 'C1: 10 of 40 days'])
})

test('commitments that no tracker has are counted with the others, and said to be neither on plan nor off it', () => {
  const lost = commitmentOf('search', 'Vouchers', 30, 0, { found: false })
  const asPlanned = commitmentOf('search', 'One', 100, 100)
  const over = commitmentOf('search', 'Two', 90, 113)
  const dropped = commitmentOf('search', 'Three', 60, 20, { outcome: 'dropped' })
  expect(firstWords(productReport([asPlanned, lost]))).toMatch(
    /^1 of 2 roadmap commitments moved as planned\./,
  )
  expect(firstWords(productReport([asPlanned, over, lost]))).toBe(
    '1 of 3 roadmap commitments took more days than planned; 1 moved as planned:',
  )
  expect(firstWords(productReport([asPlanned, dropped, lost]))).toMatch(
    /^1 of 3 roadmap commitments was dropped: Three .*\. 1 of 3 roadmap commitments moved as planned\./,
  )
  const bothOff = productReport([over, dropped, lost])
  expect(plainText(bothOff.lines[0]?.words ?? [])).toMatch(/^2 of 3 commitments were off plan: /)
  const bothDropped = [dropped, commitmentOf('search', 'Four', 50, 20, { outcome: 'dropped' }), lost]
  expect(productReport(bothDropped).subject).toBe('Search, Q2: 2 of 3 commitments were dropped')
})
