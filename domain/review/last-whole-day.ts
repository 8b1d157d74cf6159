import { clockIn } from '../calendar.ts'
import { addDays, type Instant, type LocalDate, minuteMs } from '../instant.ts'

/** A deadline before this hour is told by the day before: many read no further than the date. */
const noonHour = 12

export interface LastWholeDay {
  /** Of the clock that reads the earliest at the deadline. */
  readonly timeZone: string
  /** Null where a part of the last day is left, or the day before is over already: then the minute has to be told. */
  readonly date: LocalDate | null
}

/**
 * The last day that all of several clocks have left until a deadline: nobody takes a day for theirs that isn't.
 * @param timeZones IANA names; UTC where there are none
 * @param nowAt when it is told
 */
export function lastWholeDay(
  lastMinuteAt: Instant,
  { timeZones, nowAt }: { readonly timeZones: readonly string[]; readonly nowAt: Instant },
): LastWholeDay {
  const [first = 'UTC', ...others] = timeZones
  const offset = (timeZone: string): number => clockIn(timeZone, lastMinuteAt).offset
  const timeZone = others.reduce((west, each) => (offset(each) < offset(west) ? each : west), first)
  const today = dateOn(timeZone, nowAt)
  const lastDay = dateOn(timeZone, lastMinuteAt)
  const dayOfDeadline = dateOn(timeZone, lastMinuteAt + minuteMs)
  const isEarly = clockIn(timeZone, lastMinuteAt).hour < noonHour
  const date = dayOfDeadline !== lastDay ? lastDay : isEarly ? addDays(lastDay, -1) : null
  return { timeZone, date: date !== null && date < today ? null : date }
}

function dateOn(timeZone: string, at: Instant): LocalDate {
  return clockIn(timeZone, at).toFormat('yyyy-MM-dd')
}
