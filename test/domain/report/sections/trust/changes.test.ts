import { expect, test } from 'vitest'
import type { QuarterChange } from '../../../../../domain/reconcile/dataset/change.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'
import { aChangedScope, aQuarterChange } from '../../../../builders/quarter-change.ts'

/** What the company's executive reads of changes. */
function wordsOf(changedQuarters: readonly QuarterChange[]): string[] {
  const reconciliation = { ...exampleReconciliation, changedQuarters }
  const spec = { audience: 'executive', scope: { kind: 'company' } } as const
  return composeReport({ reconciliation, plan: examplePlan, spec })
    .trust.map(plainText)
    .filter((sentence) => sentence.includes('since they were mailed'))
}

const what =
  'Q1’s figures have changed since they were mailed on 3 April: the roadmap is 9 points lower and keeping things running 9 points higher.'

test('the next report says what changed in a mailed quarter, why, and on which tickets', () => {
  expect(wordsOf([aQuarterChange()])).toEqual([
    `${what} The roadmap changed through people’s overrides (−8) and late edits (−1). Most of it is on WEB-1 and WEB-2.`,
  ])
})

test('it says so where nobody knows why', () => {
  const categories = aChangedScope().categories.map((each) => ({ ...each, parts: [] }))
  const scope = aChangedScope({ categories, tickets: [] })
  expect(wordsOf([aQuarterChange({ isExplained: false, scopes: [scope] })])).toEqual([
    `${what} The causes can no longer be told: the data that the mailed figures came from has been removed.`,
  ])
})

test('it says nothing of other scopes, and only the latest of several quarters', () => {
  expect(wordsOf([])).toEqual([])
  expect(wordsOf([aQuarterChange({ scopes: [aChangedScope({ scopeId: 'search' })] })])).toEqual([])
  const told = wordsOf([aQuarterChange({ quarter: '2025-Q4' }), aQuarterChange()])
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('Q1’s')
})
