import { readRecords } from '../../../activities/measure/measure.ts'
import { reconcileRun } from '../../../activities/measure/reconcile-run.ts'
import { type BetweenSlices, inSlices } from '../../../adapters/slices.ts'
import { loadEffortRun } from '../../../adapters/store/effort/effort.ts'
import { loadOrigin } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { readAtSnapshot, SnapshotGoneError } from '../../../adapters/store/sql/snapshots.ts'
import type { EffortResult } from '../../../domain/effort/effort.ts'
import { measureSteps } from '../../../domain/effort/measure.ts'
import type { Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'

export interface RebuiltRun {
  readonly effort: EffortResult
  readonly dataset: Reconciliation
}

/**
 * Makes a run's figures anew, from the records, rules, overrides, answers and plan that it was made from: the same version of
 * Plumbline comes to the same bytes.
 * @throws SnapshotGoneError where what it was made from isn't known any more
 */
export async function rebuildRun(
  store: Store,
  reconciliationId: string,
  betweenSlices: BetweenSlices,
): Promise<RebuiltRun> {
  const origin = await loadOrigin(store, reconciliationId)
  const run = origin && (await loadEffortRun(store, origin.effortRunId))
  if (origin === null || run === null) throw new Error(`there is no reconciliation ${reconciliationId}`)
  const { snapshotNumber = null } = run
  if (snapshotNumber === null || origin.snapshotNumber === null)
    throw new SnapshotGoneError('these figures were made before what figures are made from was kept')
  const { records, settings, ...versions } = await readAtSnapshot(store, snapshotNumber, (source) =>
    readRecords(source, run, betweenSlices),
  )
  const result = await inSlices(measureSteps(records, settings), betweenSlices)
  const dataset = await readAtSnapshot(store, origin.snapshotNumber, (source) =>
    reconcileRun(store, source, { ...run, ...versions, result }, betweenSlices),
  )
  return { effort: result, dataset }
}
