import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { chooseQuarter, type QuarterStanding, quarterStanding } from '../../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** Whether a quarter can be reported on, by the plan in force. */
export type QuarterLookup = QuarterStanding | { readonly kind: 'no_plan' }

/** The named quarter, or the one that runs at an instant by the plan's fiscal year; null before a plan was imported. */
export async function findQuarter(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<QuarterId | null> {
  if (named !== undefined) return named
  const imported = await currentPlan(store)
  return imported === null ? null : chooseQuarter('running', asOfAt, imported.plan)
}

/** Looks a quarter up in the plan in force: the named one, or the one that runs at an instant. */
export async function findPlannedQuarter(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<QuarterLookup> {
  const imported = await currentPlan(store)
  if (imported === null) return { kind: 'no_plan' }
  const { plan } = imported
  return quarterStanding(plan, named ?? chooseQuarter('running', asOfAt, plan), asOfAt)
}
