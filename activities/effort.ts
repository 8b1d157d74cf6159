import { saveEffortRun } from '../adapters/store/effort/effort.ts'
import { copyEffortRun } from '../adapters/store/effort/standing-runs.ts'
import { readAtSnapshot, takeSnapshot } from '../adapters/store/sql/snapshots.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { sumOf } from '../domain/sum.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { measure, standingRun } from './measure.ts'

export interface EffortMeasured {
  readonly effortRunId: string
  readonly attributedMilliDays: number
  readonly unattributedMilliDays: number
}

export function effortActivities({
  store,
  now,
  betweenSlices,
  codeVersion,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices' | 'codeVersion'>) {
  return {
    /** Measures one quarter's person-days up to the as-of instant, and keeps them per ticket, team and week. */
    async measureQuarter(input: {
      readonly quarter: QuarterId
      readonly asOfAt: Instant
    }): Promise<EffortMeasured> {
      const snapshotNumber = await takeSnapshot(store, now())
      const measured = await readAtSnapshot(
        store,
        snapshotNumber,
        async (source) =>
          (await standingRun(source, { ...input, codeVersion })) ??
          (await measure(source, input, betweenSlices)),
      )
      if ('runId' in measured)
        return await copyEffortRun(store, measured.runId, {
          asOfAt: input.asOfAt,
          snapshotNumber,
          nowAt: now(),
        })
      const effortRunId = await saveEffortRun(store, {
        quarter: input.quarter,
        asOfAt: input.asOfAt,
        ...measured,
        codeVersion,
        snapshotNumber,
        nowAt: now(),
      })
      const { result } = measured
      return {
        effortRunId,
        attributedMilliDays: sumOf(result.capacity.map((row) => row.attributedMilliDays)),
        unattributedMilliDays: sumOf(result.capacity.map((row) => row.unattributedMilliDays)),
      }
    },
  }
}
