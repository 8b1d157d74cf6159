import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type QuarterId, quarterOf } from '../../domain/quarter.ts'
import { ConfigError } from '../../worker/config.ts'

/** The plan in force. @throws ConfigError before one was imported */
export async function planInForce(store: Store): Promise<Plan> {
  const imported = await currentPlan(store)
  if (imported === null) throw new ConfigError('no plan was imported yet: plumbline plan import plan.yaml')
  return imported.plan
}

/** The quarter that was named, or the one that runs at an instant by the plan's fiscal year. */
export async function quarterAsked(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<QuarterId> {
  if (named !== undefined) return named
  const { fiscalStartMonth } = await planInForce(store)
  return quarterOf(isoOf(asOfAt).slice(0, 10), fiscalStartMonth)
}
