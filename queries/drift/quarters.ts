import { measuredQuarters } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { findQuarter } from '../plan/find-quarter.ts'

/** A quarter that has figures, among all that have. */
export interface ChosenQuarter {
  readonly quarter: QuarterId
  /** Newest first. */
  readonly measured: readonly QuarterId[]
}

/**
 * The named quarter; without a name the one that runs, or else the last that was measured. Null where nothing was measured, or not
 * the named one.
 */
export async function chooseMeasuredQuarter(
  store: Store,
  named: string | null,
  nowAt: Instant,
): Promise<ChosenQuarter | null> {
  const measured = await measuredQuarters(store)
  const wanted = named ?? (await findQuarter(store, undefined, nowAt))
  const quarter = measured.find((each) => each === wanted) ?? (named === null ? measured[0] : undefined)
  return quarter === undefined ? null : { quarter, measured }
}
