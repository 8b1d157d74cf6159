import type { ScheduleSetting } from '../../../worker/schedules/align.ts'
import { listSchedules, type SchedulePlace } from '../../../worker/schedules/standing.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { withRunningTemporal } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'

/** Does what needs the schedules, with Temporal where it runs. */
export async function withSchedules<Result>(
  session: Session,
  work: (place: SchedulePlace, setting: ScheduleSetting) => Promise<Result>,
): Promise<Result> {
  const store = await session.store()
  const { syncEveryMinutes } = await session.config()
  return withRunningTemporal(session, (temporal) =>
    work({ store, client: temporal?.client ?? null }, { syncEveryMinutes, nowAt: session.now() }),
  )
}

/** The message for an unknown schedule, with those that exist. */
export async function scheduleNotFound(session: Session, scheduleId: string): Promise<NegativeResultError> {
  const { syncEveryMinutes } = await session.config()
  const place = { store: await session.store(), client: null }
  const { schedules } = await listSchedules(place, { syncEveryMinutes, nowAt: session.now() })
  const names = schedules.map((each) => each.scheduleId).join(', ')
  return new NegativeResultError(
    names === ''
      ? `there is no schedule "${scheduleId}", and no other yet: plumbline connect --help`
      : `there is no schedule "${scheduleId}"; there are: ${names}`,
  )
}
