import { DateTime } from 'luxon'
import { addDays, type DateRange, datesOf, dayMs, type Instant, type LocalDate, minuteMs } from './instant.ts'
import type { Calendar } from './plan/plan.ts'

/** A time zone that this machine's time zone data doesn't know. */
export class UnknownTimeZoneError extends Error {
  override readonly name = 'UnknownTimeZoneError'

  constructor(timeZone: string) {
    super(`"${timeZone}" is no known time zone: write an IANA name, such as Europe/Berlin`)
  }
}

/**
 * The part of a date that a calendar's people work: nothing on weekend days and holidays, half on half holidays, the whole of
 * other days. A make-up day is worked whatever else it is, and half if it is a half holiday too.
 */
export function workingPartOf(calendar: Calendar, date: LocalDate): 0 | 0.5 | 1 {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  const off = calendar.weekend.includes(weekday) || calendar.holidays.includes(date)
  if (off && calendar.makeUpDays?.includes(date) !== true) return 0
  return calendar.halfHolidays?.includes(date) ? 0.5 : 1
}

/** Whether a calendar's people work on a date, be it for half of it. */
export function isWorkingDay(calendar: Calendar, date: LocalDate): boolean {
  return workingPartOf(calendar, date) > 0
}

/** The working days of a half-open range, in order. A day on which clocks change is a day like any other. */
export function workingDaysOf(calendar: Calendar, range: DateRange): LocalDate[] {
  return datesOf(range).filter((date) => isWorkingDay(calendar, date))
}

/**
 * The working hours of a date as instants, half-open, whether or not it is a working day.
 * Hours are read off the wall clock, so a day on which clocks change may be an hour shorter or longer.
 * @throws UnknownTimeZoneError
 */
export function workingHoursOf(
  calendar: Calendar,
  date: LocalDate,
): { readonly startAt: Instant; readonly endAt: Instant } {
  return hoursOf(calendar.timeZone, date, {
    startMinute: calendar.workdayStartMinute,
    endMinute: calendar.workdayEndMinute,
  })
}

/** Hours of the clock that begin on a date, in minutes after its midnight; the end is above 1440 where it lies on the day after. */
export interface ClockHours {
  readonly startMinute: number
  readonly endMinute: number
}

/**
 * Hours of a date as instants, half-open, read off the wall clock: a time that a change of clocks leaves out counts as an hour later.
 * @throws UnknownTimeZoneError
 */
export function hoursOf(
  timeZone: string,
  date: LocalDate,
  { startMinute, endMinute }: ClockHours,
): { readonly startAt: Instant; readonly endAt: Instant } {
  return { startAt: instantOf(timeZone, date, startMinute), endAt: instantOf(timeZone, date, endMinute) }
}

/** The instant at which a date begins in a zone. @throws UnknownTimeZoneError */
export function startOfDate(timeZone: string, date: LocalDate): Instant {
  return instantOf(timeZone, date, 0)
}

/** The date that a clock in the zone shows at an instant. @throws UnknownTimeZoneError */
export function localDateOf(at: Instant, timeZone: string): LocalDate {
  const date = DateTime.fromMillis(at, { zone: timeZone }).toISODate()
  if (date === null) throw new UnknownTimeZoneError(timeZone)
  return date
}

/** What a clock in the zone shows at an instant, for people. @param timeZone one that this machine doesn't know is read as UTC */
export function clockIn(timeZone: string, at: Instant): DateTime {
  const there = DateTime.fromMillis(at, { zone: timeZone })
  return there.isValid ? there : DateTime.fromMillis(at, { zone: 'utc' })
}

/** Whether an instant lies in the working hours of a working day. @throws UnknownTimeZoneError */
export function isInWorkingHours(calendar: Calendar, at: Instant): boolean {
  const today = localDateOf(at, calendar.timeZone)
  // A shift that began yesterday may last into today.
  return [today, addDays(today, -1)].some((date) => {
    const hours = workingHoursOf(calendar, date)
    return isWorkingDay(calendar, date) && at >= hours.startAt && at < hours.endAt
  })
}

/**
 * The minute after midnight at which a calendar's day gives way to the next: midnight, or for shifts that last over midnight
 * the middle of the hours off, so that what is done at 2 in the morning belongs to the shift's date.
 */
export function dayBoundaryMinute(calendar: Calendar): number {
  const overMinutes = calendar.workdayEndMinute - 1440
  return overMinutes <= 0 ? 0 : Math.floor((overMinutes + calendar.workdayStartMinute) / 2)
}

/** Dates in a row, numbered from 0, and a fast way to tell in which of them an instant lies. */
export interface NumberedDates {
  readonly dates: readonly LocalDate[]
  /** The number of the instant's date; 0 for all before, the last number for all after. */
  readonly numberOf: (at: Instant) => number
}

/**
 * Numbers the dates of a range in a zone; asking costs no time-zone arithmetic.
 * @param boundaryMinute where a date begins, in minutes after its midnight
 * @throws UnknownTimeZoneError
 */
export function numberDates(timeZone: string, range: DateRange, boundaryMinute = 0): NumberedDates {
  const dates = datesOf(range)
  const starts = dates.map((date) => instantOf(timeZone, date, boundaryMinute))
  const last = starts.length - 1
  const first = starts[0] ?? 0
  function numberOf(at: Instant): number {
    let number = Math.min(last, Math.max(0, Math.floor((at - first) / dayMs)))
    while (number > 0 && (starts[number] ?? 0) > at) number -= 1
    while (number < last && (starts[number + 1] ?? Number.POSITIVE_INFINITY) <= at) number += 1
    return number
  }
  return { dates, numberOf }
}

/** Instants that were computed before: time-zone arithmetic was most of what measuring and reconciling cost. */
const knownInstants = new Map<string, Instant>()
/** Some 20 MB: 130 years of the starts and ends of days in one zone. */
const maxKnownInstants = 100_000

function instantOf(timeZone: string, date: LocalDate, minuteOfDay: number): Instant {
  const key = `${timeZone} ${date} ${minuteOfDay}`
  const known = knownInstants.get(key)
  if (known !== undefined) return known
  const at = computeInstant(timeZone, date, minuteOfDay)
  if (knownInstants.size >= maxKnownInstants) knownInstants.clear()
  knownInstants.set(key, at)
  return at
}

function computeInstant(timeZone: string, date: LocalDate, minuteOfDay: number): Instant {
  const day = addDays(date, Math.floor(minuteOfDay / 1440))
  const minute = minuteOfDay % 1440
  if (minute > 0) {
    const startAt = instantOf(timeZone, day, 0)
    // No clock was changed on that day: counting on takes a hundredth of the time.
    if (instantOf(timeZone, addDays(day, 1), 0) - startAt === dayMs) return startAt + minute * minuteMs
  }
  const at = DateTime.fromISO(day, { zone: timeZone })
    .set({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .toMillis()
  if (Number.isNaN(at)) throw new UnknownTimeZoneError(timeZone)
  return at
}
