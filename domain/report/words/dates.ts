import { addDays, type Instant, isoOf, type LocalDate } from '../../instant.ts'
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

/** "12 June 2026, 16:00 UTC". */
export function instantInWords(at: Instant): string {
  const iso = isoOf(at)
  return `${dateInWords(iso.slice(0, 10))} ${iso.slice(0, 4)}, ${iso.slice(11, 16)} UTC`
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
