import { join } from 'node:path'
import { isTemporalRunning } from '../../embedded/temporal/running.ts'
import type { Temporal } from '../../worker/parts/temporal/temporal.ts'
import type { Session } from './session.ts'

/** Why Temporal can't be asked. */
export type TemporalAbsence =
  /** It is our own server, and runs with the worker alone. */
  { readonly kind: 'not running' } | { readonly kind: 'unavailable'; readonly message: string }

/** Does `work` with Temporal where it runs, and starts none; without it where it doesn't. */
export async function withRunningTemporal<Result>(
  session: Session,
  work: (temporal: Temporal | null, absence: TemporalAbsence | null) => Promise<Result>,
): Promise<Result> {
  const config = await session.config()
  if (config.temporal.address === null && !isTemporalRunning(join(config.dataDir, 'temporal')))
    return work(null, { kind: 'not running' })
  const { openTemporal, TemporalUnavailableError } = await import('../../worker/parts/temporal/temporal.ts')
  const surroundings = await session.surroundings()
  try {
    const temporal = await openTemporal(surroundings, async () => (await session.room()).keys())
    try {
      return await work(temporal, null)
    } finally {
      await temporal.close()
    }
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error
    return work(null, { kind: 'unavailable', message: error.message })
  }
}

/**
 * Reconciles the schedules with the connections and the plan, after one of them changed, where Temporal runs; where
 * it doesn't, the worker does so at its next start. @returns what to tell the person
 */
export function reconcileSchedules(session: Session): Promise<string> {
  return withRunningTemporal(session, async (temporal, absence) => {
    if (temporal === null) {
      return absence?.kind === 'unavailable'
        ? `The schedules stay as they are until the worker next starts: ${absence.message}`
        : 'The worker (npm start) updates its schedules when it next starts.'
    }
    const { alignSchedules } = await import('../../worker/schedules/align.ts')
    const { syncEveryMinutes } = await session.config()
    const { store, keys } = await session.room()
    await alignSchedules(temporal.client, store, await keys(), { syncEveryMinutes, nowAt: session.now() })
    return 'The schedules are up to date.'
  })
}
