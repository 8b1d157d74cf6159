import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import type { MeasuredCommitment } from '../../../../../domain/reconcile/figures/tickets/commitments.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import type { ReportContent } from '../../../../../domain/report/content/content.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf } from '../../../../builders/reconciliation.ts'

function productReport(
  commitments: readonly MeasuredCommitment[],
  verdicts: Pick<ScopeSketch, 'doubt' | 'capacityGap'> = {},
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
  return (content.findings[0]?.sentences ?? []).map(plainText).join(' ')
}

test('commitments that all took more than planned are news, not a backlog that moved as planned', () => {
  const content = productReport([
    commitmentOf('search', 'One', 100, 130),
    commitmentOf('search', 'Two', 90, 113),
  ])
  expect(content.subject).toBe('Search, Q2: 2 of 2 commitments took more days than planned')
  expect(firstWords(content)).toBe('2 of 2 roadmap commitments took more days than planned:')
})

test('a reliability item behind its plan is no roadmap commitment, and none is said to be behind', () => {
  const content = productReport([
    commitmentOf('search', 'One', 100, 100),
    commitmentOf('search', 'Two', 90, 90),
    commitmentOf('search', 'Reindexing', 60, 2, { category: 'reliability' }),
  ])
  expect(plainText(content.answer)).toContain('No roadmap commitment was left behind.')
  expect(firstWords(content)).toMatch(/^Both roadmap commitments moved as planned\./)
})

test('what was dropped is told as dropped, with the days that it took, and never as moved as planned', () => {
  const dropped = { outcome: 'dropped' } as const
  const content = productReport([
    commitmentOf('search', 'One', 60, 2, dropped),
    commitmentOf('search', 'Two', 90, 90),
  ])
  expect(content.subject).toBe('Search, Q2: 1 of 2 commitments was dropped')
  expect(plainText(content.answer)).toMatch(/No roadmap commitment was left behind\. Dropped: One\.$/)
  expect(firstWords(content)).toMatch(
    /^1 of 2 roadmap commitments was dropped: One after 2 of 60 days\. The other moved as planned\./,
  )
  const all = productReport([commitmentOf('search', 'One', 60, 2, dropped)])
  expect(plainText(all.answer)).not.toContain('left behind')
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
  expect(content.trend).toBeNull()
  const [, commitments] = content.findings
  expect(commitments?.items.map(plainText)).toEqual(['One: 20 of 160 days'])
  expect(commitments?.atStakeMilliDays).toBeNull()
})
