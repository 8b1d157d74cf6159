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
  expect(itemsFor({ actual })).toEqual(['80 person-days (20 %) on tickets that nothing sorts'])
  const sources = [sourceOf('uncategorised', 'Spikes', 50, ['S-1'])]
  expect(itemsFor({ actual, sources })?.[0]).toMatch(/that nothing sorts; start with Spikes/)
})

test('three lost commitments are named, the rest counted', () => {
  const lost = (count: number) =>
    itemsFor({
      commitments: ['A', 'B', 'C', 'D', 'E']
        .slice(0, count)
        .map((name) => commitmentOf('search', name, 10, 0, { found: false })),
    })?.[0]
  expect(lost(1)).toBe('1 commitment that no tracker has under the plan’s name (A)')
  expect(lost(3)).toBe('3 commitments that no tracker has under the plan’s name (A, B and C)')
  expect(lost(5)).toBe('5 commitments that no tracker has under the plan’s name (A, B, C and two more)')
})

test('accounts and records are counted, one in the singular', () => {
  expect(itemsFor({}, { unmatchedAccounts: 1, quarantined: 1 })).toEqual([
    '1 account in the trackers matches nobody in the plan (company-wide)',
    '1 record could not be read and is left out (company-wide)',
  ])
  expect(itemsFor({}, { unmatchedAccounts: 2, quarantined: 2 })).toEqual([
    '2 accounts in the trackers match nobody in the plan (company-wide)',
    '2 records could not be read and are left out (company-wide)',
  ])
})
