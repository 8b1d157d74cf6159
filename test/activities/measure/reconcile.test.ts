import { expect, test } from 'vitest'
import { reconcileActivities } from '../../../activities/measure/reconcile.ts'
import { saveEffortRun } from '../../../adapters/store/effort/effort.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPlan } from '../../builders/plan.ts'
import { anEffort } from '../../builders/reconcile-input.ts'

const store = storeForThisFile()
const quarter = '2026-Q2'

test('what a measuring left out is reported with its figures, logged time in hours', async () => {
  await savePlan(store(), { planVersion: 'plan-1', yaml: '', plan: aPlan(), nowAt })
  const effortRunId = await saveEffortRun(store(), {
    quarter,
    planVersion: 'plan-1',
    rulesVersion: 'rules-1',
    codeVersion: '0.1.0',
    asOfAt: nowAt,
    result: anEffort([], { unmatchedAccounts: 2, nobodysLoggedSeconds: 5400 }),
    nowAt,
  })
  const { reconcileQuarter } = reconcileActivities({
    store: store(),
    now: () => nowAt,
    betweenSlices: () => Promise.resolve(),
  })
  await reconcileQuarter({ effortRunId })
  const latest = await latestReconciliation(store(), quarter)
  expect(latest?.reconciliation.coverage).toMatchObject({ unmatchedAccounts: 2, nobodysLoggedHours: 1.5 })
})
