import type { DateTime } from 'luxon'
import { clockIn } from '../../calendar.ts'
import { addDays, type Instant, type LocalDate } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import { numberInWords } from './figures.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Days in a week, weeks in a quarter. */
export const daysOfWeek = 7
export const weeksOfQuarter = 13

/** "24 June". */
export function dateInWords(date: LocalDate): string {
  return `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1] ?? ''}`
}

/** "24 Jun", for axes. */
export function shortDate(date: LocalDate): string {
  return `${Number(date.slice(8))} ${(months[Number(date.slice(5, 7)) - 1] ?? '').slice(0, 3)}`
}

/**
 * "12 June 2026, 18:00 UTC+2": the offset tells the two hours apart that a clock shows twice.
 * @param timeZone an IANA name; one that this machine doesn't know is read as UTC
 */
export function instantInWords(at: Instant, timeZone = 'UTC'): string {
  const there = clockIn(timeZone, at)
  return `${dayInWords(there)} ${there.year}, ${minuteInWords(there)}`
}

/** "12 June, 18:00 UTC+2", where there is no room for the year. */
export function shortInstant(at: Instant, timeZone: string): string {
  const there = clockIn(timeZone, at)
  return `${dayInWords(there)}, ${minuteInWords(there)}`
}

/** "12 June": the day of an instant on a zone's clock. */
export function dayInZone(at: Instant, timeZone: string): string {
  return dayInWords(clockIn(timeZone, at))
}

/** "UTC", "UTC+5:30", "UTC−4". @param minutes ahead of UTC */
export function offsetInWords(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.round(Math.abs(minutes) % 60)]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

function dayInWords(there: DateTime): string {
  return dateInWords(there.toFormat('yyyy-MM-dd'))
}

function minuteInWords(there: DateTime): string {
  return `${there.toFormat('HH:mm')} ${offsetInWords(there.offset)}`
}

/** "Q2". */
export function shortQuarter(quarter: QuarterId): string {
  return quarter.slice(5)
}

/** "Q2 2026". */
export function longQuarter(quarter: QuarterId): string {
  return `${quarter.slice(5)} ${quarter.slice(0, 4)}`
}

/** An earlier quarter as the reader of `now` would call it: "Q1", or "Q4 2025" in another year. */
export function earlierQuarter(quarter: QuarterId, now: QuarterId): string {
  return quarter.slice(0, 4) === now.slice(0, 4) ? shortQuarter(quarter) : longQuarter(quarter)
}

/** The last day of a half-open range. */
export function lastDayOf(range: { readonly to: LocalDate }): LocalDate {
  return addDays(range.to, -1)
}

/** "less than a week", "about three weeks", "more than a quarter". */
export function weeksInWords(weeks: number): string {
  const whole = Math.round(weeks)
  if (whole === 0) return 'less than a week'
  if (whole === 1) return 'about a week'
  return whole > weeksOfQuarter ? 'more than a quarter' : `about ${numberInWords(whole)} weeks`
}
