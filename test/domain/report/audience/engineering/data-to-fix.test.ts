import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import { dataToFix } from '../../../../../domain/report/audience/engineering/data-to-fix.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

function itemsFor(sketch: Partial<ScopeSketch>, counts: Partial<Reconciliation['coverage']> = {}) {
  const team = scopeOf(
    {
      scopeId: 'search',
      name: 'Search',
      planned: { roadmap: 200, ktlo: 60, reliability: 60 },
      actual: { roadmap: 200, ktlo: 60, reliability: 60, uncategorised: 0 },
      ...sketch,
    },
    1,
  )
  const coverage = { ...closedReconciliation.coverage, quarantined: 0, unmatchedAccounts: 0, ...counts }
  const view = viewOf({ ...closedReconciliation, teams: [team], coverage }, examplePlan, {
    audience: 'engineering',
    scope: { kind: 'team', teamId: 'search' },
  })
  return dataToFix(view)?.items?.map(plainText)
}

test('nothing to fix is no finding', () => {
  expect(itemsFor({})).toBeUndefined()
})

test('unsorted days are reported with where to start, if anywhere', () => {
  const actual = { roadmap: 200, ktlo: 60, reliability: 60, uncategorised: 80 }
  expect(itemsFor({ actual })).toEqual(['80 person-days on unsorted tickets'])
  const sources = [sourceOf('uncategorised', 'Spikes', 50, ['S-1'])]
  expect(itemsFor({ actual, sources })?.[0]).toMatch(/on unsorted tickets; start with Spikes/)
})

test('three lost commitments are named, the rest counted', () => {
  const lost = (count: number) =>
    itemsFor({
      commitments: ['A', 'B', 'C', 'D', 'E']
        .slice(0, count)
        .map((name) => commitmentOf('search', name, 10, 0, { found: false })),
    })?.[0]
  expect(lost(1)).toBe('1 commitment not found in any tracker (A)')
  expect(lost(3)).toBe('3 commitments not found in any tracker (A, B and C)')
  expect(lost(5)).toBe('5 commitments not found in any tracker (A, B, C and two more)')
})

test('records that nobody can read and accounts that match nobody are told with how sure it is, and nowhere twice', () => {
  expect(itemsFor({}, { unmatchedAccounts: 1, quarantined: 1, nobodysLoggedHours: 9 })).toBeUndefined()
})
