import { z } from 'zod'
import { isoOf } from '../../../domain/instant.ts'
import type { ScheduleStanding } from '../../../domain/schedules/standing.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import {
  lastRunText,
  nextRunText,
  pauseText,
  scheduleText,
  scheduleTitle,
  temporalAwayText,
} from '../../../wording/schedule-text.ts'
import { textIn } from '../../../wording/times.ts'
import { listSchedules } from '../../../worker/schedules/standing.ts'
import { defineAction } from '../../frame/action.ts'
import { withRunningTemporal } from '../../frame/schedules.ts'

/** `plumbline schedules`. */
export const showSchedules = defineAction(z.object({}), async (session) => {
  const store = await session.store()
  const { syncEveryMinutes } = await session.config()
  const nowAt = session.now()
  return withRunningTemporal(session, async (temporal, absence) => {
    const place = { store, client: temporal?.client ?? null }
    const { schedules, isTemporalHere } = await listSchedules(place, { syncEveryMinutes, nowAt })
    const away = absence?.kind === 'not running' ? notRunningText : temporalAwayText
    return {
      json: { isTemporalHere, schedules: schedules.map(scheduleJson) },
      lines: [
        ...(isTemporalHere ? [] : [away]),
        ...(schedules.length === 0
          ? ['Nothing is scheduled yet: plumbline connect, then plumbline plan import.']
          : schedules.flatMap((each) => scheduleLines(each, { nowAt, timeZone: session.terminal.timeZone }))),
      ],
    }
  })
})

const notRunningText =
  'No worker is running on this data folder (npm start), so no schedule runs now. You can still pause and resume.'

function scheduleLines(
  each: ScheduleStanding,
  { nowAt, timeZone }: { readonly nowAt: number; readonly timeZone: string },
): string[] {
  const more = [pauseText(each), nextRunText(each, nowAt), lastRunText(each.held)]
  return [
    `${each.scheduleId}  ${plainText(scheduleTitle(each))}`,
    ...[scheduleText(each.work), ...more.filter((text) => text !== null)].map(
      (text) => `  ${plainText(textIn(timeZone, text))}`,
    ),
  ]
}

function scheduleJson({ scheduleId, work, connectionName, pause, held }: ScheduleStanding) {
  return {
    scheduleId,
    does: work.kind,
    connection: connectionName,
    quarter: 'quarter' in work ? work.quarter : null,
    dueAt: 'dueAt' in work ? isoOf(work.dueAt) : null,
    paused: pause && { at: isoOf(pause.pausedAt), by: pause.pausedBy, reason: pause.reason },
    pausedInTemporal: held?.pausedElsewhere ?? null,
    nextAt: held?.nextAt.map(isoOf) ?? null,
    lastRun: held?.lastRun
      ? {
          startedAt: isoOf(held.lastRun.startedAt),
          endedAt: held.lastRun.endedAt === null ? null : isoOf(held.lastRun.endedAt),
          end: held.lastRun.end,
          failure: held.lastRun.failure,
        }
      : null,
  }
}
