import { join } from 'node:path'
import { isTemporalRunning } from '../../embedded/temporal/running.ts'
import type { Session } from './session.ts'

/**
 * Reconciles the schedules with the connections and the plan, after one of them changed, where Temporal runs; where
 * it doesn't, the worker does so at its next start. @returns what to tell the person
 */
export async function reconcileSchedules(session: Session): Promise<string> {
  const config = await session.config()
  if (config.temporal.address === null && !isTemporalRunning(join(config.dataDir, 'temporal'))) {
    return 'The worker (npm start) schedules accordingly at its next start.'
  }
  const { openTemporal, TemporalUnavailableError } = await import('../../worker/parts/temporal.ts')
  const { alignSchedules } = await import('../../worker/schedules/align.ts')
  const { say } = await session.surroundings()
  try {
    const temporal = await openTemporal(config, say, async () => (await session.room()).keys())
    try {
      const { store, keys } = await session.room()
      await alignSchedules(temporal.client, store, await keys(), {
        syncEveryMinutes: config.syncEveryMinutes,
        nowAt: session.now(),
      })
    } finally {
      await temporal.close()
    }
    return 'The schedules are as they should be now.'
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error
    return `The schedules stay as they are until the worker's next start: ${error.message}`
  }
}
