import { loadEffortRun } from '../../adapters/store/effort/effort.ts'
import { pruneEarlierRuns } from '../../adapters/store/effort/prune-runs.ts'
import { loadBaseline, takeBaseline } from '../../adapters/store/reconcile/baselines.ts'
import { planAtStart } from '../../adapters/store/reconcile/plans.ts'
import { saveReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { readAtSnapshot, takeSnapshot } from '../../adapters/store/sql/snapshots.ts'
import { baselineCutoffAt, baselineStart } from '../../domain/plan/baseline-start.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { ResultMissingError } from '../errors.ts'
import { planInForce } from '../plan-in-force.ts'
import { reconcileRun } from './reconcile-run.ts'

export interface QuarterReconciled {
  readonly quarter: QuarterId
  readonly reconciliationId: string
  /** Null where nothing was planned or done. */
  readonly misalignmentShare: number | null
}

export function reconcileActivities({
  store,
  now,
  betweenSlices,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices'>) {
  /**
   * Frozen the first time that a quarter is reconciled: the plan that it began with, or the first one imported after its start,
   * and the tickets that existed at its start.
   */
  async function keepBaseline(quarter: QuarterId): Promise<void> {
    if ((await loadBaseline(store, quarter)) !== null) return
    const inForce = await planInForce(store)
    const cutoffAt = baselineCutoffAt(quarter, inForce.plan)
    const atStart = await planAtStart(store, quarter, cutoffAt)
    const { imported, takenAt } = baselineStart(atStart, inForce, cutoffAt)
    const { plan, planVersion } = imported
    await takeBaseline(store, { quarter, planVersion, plan, takenAt, cutoffAt })
  }

  return {
    /** Holds one effort run against the plan. */
    async reconcileQuarter(input: { readonly effortRunId: string }): Promise<QuarterReconciled> {
      const run = await loadEffortRun(store, input.effortRunId)
      if (run === null) throw new ResultMissingError(`there is no effort run ${input.effortRunId}`)
      const { quarter } = run
      await keepBaseline(quarter)
      const snapshotNumber = await takeSnapshot(store, now())
      const reconciliation = await readAtSnapshot(store, snapshotNumber, (source) =>
        reconcileRun(store, source, run, betweenSlices),
      )
      const reconciliationId = await saveReconciliation(store, {
        effortRunId: input.effortRunId,
        reconciliation,
        snapshotNumber,
        nowAt: now(),
      })
      await pruneEarlierRuns(store, { quarter, nowAt: now() })
      return { quarter, reconciliationId, misalignmentShare: reconciliation.company.misalignmentShare }
    },
  }
}
