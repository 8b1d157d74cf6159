import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, isoOf, type LocalDate } from '../../domain/instant.ts'
import { datesOfQuarter, type QuarterId, quarterOf } from '../../domain/quarter.ts'

/** Whether a quarter can be reported on. */
export type QuarterLookup =
  | { readonly kind: 'planned'; readonly quarter: QuarterId }
  | { readonly kind: 'no_plan' }
  | {
      readonly kind: 'not_planned'
      readonly quarter: QuarterId
      /** The quarters of the plan, oldest first. */
      readonly planned: readonly QuarterId[]
    }
  | { readonly kind: 'not_begun'; readonly quarter: QuarterId; readonly beginsOn: LocalDate }

/** The named quarter, or the one that runs at an instant by the plan's fiscal year; null before a plan was imported. */
export async function findQuarter(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<QuarterId | null> {
  if (named !== undefined) return named
  const imported = await currentPlan(store)
  return imported === null ? null : runningQuarter(asOfAt, imported.plan.fiscalStartMonth)
}

/** Looks a quarter up in the plan in force: the named one, or the one that runs at an instant. */
export async function findPlannedQuarter(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<QuarterLookup> {
  const imported = await currentPlan(store)
  if (imported === null) return { kind: 'no_plan' }
  const { fiscalStartMonth, quarters } = imported.plan
  const quarter = named ?? runningQuarter(asOfAt, fiscalStartMonth)
  const planned = quarters.map((each) => each.quarter).sort()
  if (!planned.includes(quarter)) return { kind: 'not_planned', quarter, planned }
  const beginsOn = datesOfQuarter(quarter, fiscalStartMonth).from
  if (beginsOn > isoOf(asOfAt).slice(0, 10)) return { kind: 'not_begun', quarter, beginsOn }
  return { kind: 'planned', quarter }
}

function runningQuarter(asOfAt: Instant, fiscalStartMonth: number): QuarterId {
  return quarterOf(isoOf(asOfAt).slice(0, 10), fiscalStartMonth)
}
