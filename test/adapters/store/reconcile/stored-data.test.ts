import { expect, test } from 'vitest'
import { currentPlan, savePlan } from '../../../../adapters/store/reconcile/plans.ts'
import {
  latestReconciliation,
  loadReconciliation,
} from '../../../../adapters/store/reconcile/reconciliations.ts'
import { StoredDataError } from '../../../../adapters/store/sql/stored-data.ts'
import { aPlan } from '../../../builders/plan.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

test('a plan that another version stored is told as one, with what mends it', async () => {
  await savePlan(store(), { planVersion: 'v-1', yaml: 'company: Example', plan: aPlan(), nowAt })
  expect(await currentPlan(store())).not.toBeNull()
  await store().pool.query(`update plans set plan = '{}'`)
  await expect(currentPlan(store())).rejects.toThrow(StoredDataError)
  await expect(currentPlan(store())).rejects.toThrow('plumbline plan import')
})

test('figures that another version stored are told as such, with what mends them', async () => {
  const { rows } = await store().pool.query(
    `with run as (
       insert into effort_runs (quarter, plan_version, rules_version, code_version, as_of_at, saved_at, type_weights, closed,
         unmatched_accounts)
       values ('2026-Q2', 'v-1', 'r-1', 'c-1', now(), now(), '{}', '[]', 0) returning run_id)
     insert into reconciliations (effort_run_id, quarter, dataset, saved_at)
     select run_id, '2026-Q2', '{}', now() from run returning reconciliation_id::text as id`,
  )
  const [row] = rows as readonly { readonly id: string }[]
  await expect(latestReconciliation(store(), '2026-Q2')).rejects.toThrow(StoredDataError)
  await expect(loadReconciliation(store(), row?.id ?? '')).rejects.toThrow('plumbline report preview')
})
