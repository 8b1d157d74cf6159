import { expect, test } from 'vitest'
import type { CarriedOver } from '../../../../domain/reconcile/dataset/scope.ts'
import { composeReport } from '../../../../domain/report/compose.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'

const { company } = exampleReconciliation
const { attributedMilliDays } = company.capacity

function wordsOf(carriedOver: CarriedOver | null): string {
  const reconciliation = { ...exampleReconciliation, company: { ...company, carriedOver } }
  const spec = { audience: 'executive', scope: { kind: 'company' } } as const
  return composeReport({ reconciliation, plan: examplePlan, spec }).details.trend.map(plainText).join(' ')
}

function carried(share: number): CarriedOver {
  const milliDays = {
    roadmap: share * attributedMilliDays - 2000,
    ktlo: 2000,
    reliability: 0,
    uncategorised: 0,
  }
  return { tickets: 12, milliDays, commitments: [] }
}

test('much work begun in an earlier quarter is reported in a sentence', () => {
  expect(wordsOf(carried(0.25))).toMatch(
    / [\d,]+ of the [\d,]+ days on tickets went on with 12 tickets begun in an earlier quarter, most of them the roadmap \(.* days\)\.$/,
  )
})

test('less isn’t, and neither is what isn’t known', () => {
  expect(wordsOf(carried(0.24))).not.toContain('earlier quarter')
  expect(wordsOf(null)).not.toContain('earlier quarter')
})
