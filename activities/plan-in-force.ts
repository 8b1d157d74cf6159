import { currentPlan } from '../adapters/store/reconcile/plans.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { PlanMissingError } from './errors.ts'

/** The plan that was imported last. @throws PlanMissingError */
export async function planInForce(store: Store) {
  const plan = await currentPlan(store)
  if (plan === null) throw new PlanMissingError()
  return plan
}
