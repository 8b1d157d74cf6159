/** A point in time: milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Instant = number

/** A calendar date without a zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** Half-open: `from` is inside, `to` is not. */
export interface DateRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
/** A day by plain calendar arithmetic. */
export const dayMs = 24 * hourMs

/** The date `days` after `date` (before it, when negative), by plain calendar arithmetic. */
export function addDays(date: LocalDate, days: number): LocalDate {
  // Every month has 28 days: between those no calendar is asked, which takes a fifth of the time.
  const dayOfMonth = Number(date.slice(8)) + days
  if (date.length === 10 && dayOfMonth >= 1 && dayOfMonth <= 28 && Number.isInteger(dayOfMonth)) {
    return `${date.slice(0, 8)}${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
  }
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** How many days `to` is after `from`; below 0 where it is before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}

/** Every date of a half-open range, in order. */
export function datesOf(range: DateRange): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = range.from; date < range.to; date = addDays(date, 1)) dates.push(date)
  return dates
}

/** The Monday of the ISO week that `date` lies in. */
export function weekStartOf(date: LocalDate): LocalDate {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return addDays(date, weekday === 0 ? -6 : 1 - weekday)
}

/** `at` as ISO 8601 in UTC with milliseconds. */
export function isoOf(at: Instant): string {
  return new Date(at).toISOString()
}
