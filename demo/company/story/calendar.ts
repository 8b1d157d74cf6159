import { DateTime } from 'luxon'
import type { Instant, LocalDate } from '../../../domain/instant.ts'

/** Where a team works: office hours are 09:00 to 17:00, Monday to Friday. */
export interface OfficeCalendar {
  readonly calendarId: string
  readonly timeZone: string
  readonly holidays: readonly LocalDate[]
}

export const officeCalendars = {
  berlin: {
    calendarId: 'berlin',
    timeZone: 'Europe/Berlin',
    holidays: [
      '2025-10-03',
      '2025-12-25',
      '2025-12-26',
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
    ],
  },
  lisbon: {
    calendarId: 'lisbon',
    timeZone: 'Europe/Lisbon',
    holidays: [
      '2025-12-01',
      '2025-12-08',
      '2025-12-25',
      '2026-01-01',
      '2026-04-03',
      '2026-05-01',
      '2026-06-04',
      '2026-06-10',
    ],
  },
  'new-york': {
    calendarId: 'new-york',
    timeZone: 'America/New_York',
    holidays: [
      '2025-10-13',
      '2025-11-11',
      '2025-11-27',
      '2025-11-28',
      '2025-12-25',
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
    ],
  },
} as const satisfies Readonly<Record<string, OfficeCalendar>>

/** First minute of the working day after local midnight. */
export const officeOpensMinute = 9 * 60

/** A working day is four slots of two hours, 09:00 to 17:00. */
export const slotsPerDay = 4
export const minutesPerSlot = 120

/** From 0 (Sunday) to 6. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

export function isWorkingDay(calendar: OfficeCalendar, date: LocalDate): boolean {
  const weekday = weekdayOf(date)
  return weekday !== 0 && weekday !== 6 && !calendar.holidays.includes(date)
}

const midnights = new Map<string, Instant>()

/**
 * The instant of a local clock time.
 * Counted from local midnight, so on the two nights when the clocks change, hours after the change are an hour off;
 * noon and office hours of those Sundays are nobody's working time.
 */
export function instantAt(calendar: OfficeCalendar, date: LocalDate, minuteOfDay: number): Instant {
  const key = `${calendar.timeZone} ${date}`
  let midnight = midnights.get(key)
  if (midnight === undefined) {
    midnight = DateTime.fromISO(date, { zone: calendar.timeZone }).toMillis()
    midnights.set(key, midnight)
  }
  return midnight + Math.round(minuteOfDay * 60) * 1000
}
