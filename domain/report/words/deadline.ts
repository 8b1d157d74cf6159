import type { Instant } from '../../instant.ts'
import { clockIn, dateInWords, shortInstant } from './dates.ts'

/** A deadline earlier in the day than this is told by the day before: many read no further than the date. */
const nightEndsAtHour = 12

/**
 * A deadline as a subject has room for it: "17 June" where the whole day is left, "17 June, 19:59 UTC−4" where a part of it is. One
 * mail goes to several clocks, so it is by the one that reads the earliest: nobody takes a day for theirs that isn't. What would be past
 * when the mail is written is told to the minute.
 * @param timeZones IANA names; UTC where there are none
 */
export function deadlineInSubject(
  lastMinuteAt: Instant,
  { timeZones, nowAt }: { readonly timeZones: readonly string[]; readonly nowAt: Instant },
): string {
  const [first = 'UTC', ...others] = timeZones
  const offset = (timeZone: string): number => clockIn(timeZone, lastMinuteAt).offset
  const timeZone = others.reduce((west, each) => (offset(each) < offset(west) ? each : west), first)
  const end = clockIn(timeZone, lastMinuteAt)
  const isWholeDay = end.hour === 23 && end.minute === 59
  const day = end.hour < nightEndsAtHour ? end.minus({ days: 1 }) : end
  const exact = shortInstant(lastMinuteAt, timeZone)
  if (day === end && !isWholeDay) return exact
  const [last, today] = [day, clockIn(timeZone, nowAt)].map((each) => each.toFormat('yyyy-MM-dd'))
  return last === undefined || today === undefined || last < today ? exact : dateInWords(last)
}
