import { inSlices } from '../../adapters/slices.ts'
import { saveEffortByTeam } from '../../adapters/store/effort/effort.ts'
import { copyEffortRun } from '../../adapters/store/effort/standing-runs.ts'
import { readAtSnapshot, takeSnapshot } from '../../adapters/store/sql/snapshots.ts'
import { sumOf } from '../../domain/calculation/sum.ts'
import { teamMeasuringSteps } from '../../domain/effort/measure.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { readRecords, standingRun } from './measure.ts'

export interface EffortMeasured {
  readonly effortRunId: string
  readonly attributedMilliDays: number
  readonly unattributedMilliDays: number
}

export function effortActivities({
  store,
  now,
  betweenSlices,
  codeVersion: versionOfCode,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices' | 'codeVersion'>) {
  return {
    /** Measures one quarter's person-days up to the as-of instant, and keeps them per ticket, team and week. */
    async measureQuarter(input: {
      readonly quarter: QuarterId
      readonly asOfAt: Instant
    }): Promise<EffortMeasured> {
      const codeVersion = await versionOfCode()
      const snapshotNumber = await takeSnapshot(store, now())
      const read = await readAtSnapshot(
        store,
        snapshotNumber,
        async (source) =>
          (await standingRun(source, { ...input, codeVersion })) ??
          (await readRecords(source, input, betweenSlices)),
      )
      if ('runId' in read)
        return await copyEffortRun(store, read.runId, {
          asOfAt: input.asOfAt,
          snapshotNumber,
          nowAt: now(),
        })
      const { records, settings, planVersion, rulesVersion } = read
      const { summary, teams } = await inSlices(teamMeasuringSteps(records, settings), betweenSlices)
      let attributedMilliDays = 0
      let unattributedMilliDays = 0
      async function* divided() {
        for (const team of teams) {
          const part = await inSlices(team, betweenSlices)
          attributedMilliDays += sumOf(part.capacity.map((row) => row.attributedMilliDays))
          unattributedMilliDays += sumOf(part.capacity.map((row) => row.unattributedMilliDays))
          yield part
        }
      }
      const run = { ...input, planVersion, rulesVersion, codeVersion, snapshotNumber, nowAt: now() }
      const effortRunId = await saveEffortByTeam(store, { ...run, summary }, divided())
      return { effortRunId, attributedMilliDays, unattributedMilliDays }
    },
  }
}
