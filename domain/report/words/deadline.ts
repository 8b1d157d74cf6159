import type { Instant } from '../../instant.ts'
import { lastWholeDay } from '../../review/last-whole-day.ts'
import { dateInWords, shortInstant } from './dates.ts'

/**
 * A deadline as a subject has room for it, one for all clocks to which the mail goes: "17 June" where they have all of that day left,
 * else "17 June, 19:59 UTC−4" by the one that reads the earliest.
 * @param timeZones IANA names; UTC where there are none
 */
export function deadlineInSubject(
  lastMinuteAt: Instant,
  clocks: { readonly timeZones: readonly string[]; readonly nowAt: Instant },
): string {
  const { timeZone, date } = lastWholeDay(lastMinuteAt, clocks)
  return date === null ? shortInstant(lastMinuteAt, timeZone) : dateInWords(date)
}
