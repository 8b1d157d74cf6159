import { ScheduleNotFoundError } from '@temporalio/client'
import { addPause, listPauses, removePause } from '../../adapters/store/schedules/pauses.ts'
import { addAuditEntry, type NewAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import { inTurn } from '../../adapters/store/sql/process-lock.ts'
import { pauseNote } from '../../domain/schedules/schedule.ts'
import { TemporalUnavailableError } from '../parts/temporal/temporal.ts'
import { answered } from '../temporal/temporal-away.ts'
import { type ScheduleSetting, schedulesTurn } from './align.ts'
import { findSchedule, type SchedulePlace } from './standing.ts'

/** Who changes a schedule. */
export interface ScheduleChange extends ScheduleSetting {
  readonly scheduleId: string
  /** An address, or `command line`. */
  readonly actor: string
}

/** What came of pausing or resuming. */
export type PauseOutcome =
  | { readonly kind: 'unknown' }
  /** It was so before. */
  | { readonly kind: 'unchanged' }
  /** `isInForce` is false where Temporal could not be told: it is told when the worker starts next. */
  | { readonly kind: 'changed'; readonly isInForce: boolean }

/** Keeps a pause, and tells Temporal at once where it is there. */
export async function pauseSchedule(
  place: SchedulePlace,
  { reason, ...change }: ScheduleChange & { readonly reason: string },
): Promise<PauseOutcome> {
  const { scheduleId, actor: pausedBy, nowAt: pausedAt } = change
  if ((await findSchedule(place.store, change)) === null) return { kind: 'unknown' }
  const isNew = await addPause(place.store, { scheduleId, pausedAt, pausedBy, reason })
  const told = await tellTemporal(place, scheduleId)
  return isNew ? { kind: 'changed', isInForce: told !== 'away' } : { kind: 'unchanged' }
}

/** Ends a pause, whether it was made here or in Temporal itself. */
export async function resumeSchedule(place: SchedulePlace, change: ScheduleChange): Promise<PauseOutcome> {
  const { scheduleId, actor: resumedBy, nowAt: resumedAt } = change
  if ((await findSchedule(place.store, change)) === null) return { kind: 'unknown' }
  const wasPausedHere = await removePause(place.store, { scheduleId, resumedAt, resumedBy })
  const told = await tellTemporal(place, scheduleId)
  if (wasPausedHere) return { kind: 'changed', isInForce: told !== 'away' }
  if (told !== 'resumed') return { kind: 'unchanged' }
  await addAuditEntry(place.store.pool, resumedInTemporal(change))
  return { kind: 'changed', isInForce: true }
}

/** Makes one schedule stand as it does in our table. A schedule that isn't there yet is made so at the next alignment. */
async function tellTemporal(
  { store, client }: SchedulePlace,
  scheduleId: string,
): Promise<'paused' | 'resumed' | 'same' | 'away'> {
  if (client === null) return 'away'
  return inTurn(store, schedulesTurn, async () => {
    const isPaused = (await listPauses(store)).some((pause) => pause.scheduleId === scheduleId)
    const handle = client.schedule.getHandle(scheduleId)
    try {
      return await answered(client, async () => {
        const { state } = await handle.describe()
        if (isPaused && !(state.paused && state.note === pauseNote)) {
          await handle.pause(pauseNote)
          return 'paused'
        }
        if (isPaused || !state.paused) return 'same'
        await handle.unpause('resumed in Plumbline')
        return 'resumed'
      })
    } catch (error) {
      if (error instanceof TemporalUnavailableError || error instanceof ScheduleNotFoundError) return 'away'
      throw error
    }
  })
}

function resumedInTemporal({ scheduleId, actor, nowAt: changedAt }: ScheduleChange): NewAuditEntry {
  const subject = `schedule ${scheduleId}`
  return {
    changedAt,
    actor,
    action: 'resume schedule',
    subject,
    before: 'paused in Temporal',
    after: 'running',
  }
}
