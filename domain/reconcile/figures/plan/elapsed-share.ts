import { addDays, type DateRange, type Instant, isoOf } from '../../../instant.ts'

/** Part of a period's calendar days that have begun at an instant (UTC): at least one day's, at most 1. */
export function elapsedShareOf({ from, to }: DateRange, asOfAt: Instant): number {
  const dayAfter = addDays(isoOf(asOfAt).slice(0, 10), 1)
  const firstDayEnds = addDays(from, 1)
  const until = dayAfter < firstDayEnds ? firstDayEnds : dayAfter > to ? to : dayAfter
  return (Date.parse(until) - Date.parse(from)) / (Date.parse(to) - Date.parse(from))
}
