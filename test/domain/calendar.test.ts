import { describe, expect, it } from 'vitest'
import {
  dayBoundaryMinute,
  isInWorkingHours,
  isWorkingDay,
  localDateOf,
  numberDates,
  UnknownTimeZoneError,
  workingDaysOf,
  workingHoursOf,
  workingPartOf,
} from '../../domain/calendar.ts'
import { aCalendar } from '../builders/plan.ts'
import { at } from '../builders/ticket.ts'

describe('a calendar', () => {
  it('leaves out weekends and holidays', () => {
    const calendar = aCalendar({ holidays: ['2026-05-14'] })
    expect(workingDaysOf(calendar, { from: '2026-05-11', to: '2026-05-19' })).toEqual([
      '2026-05-11',
      '2026-05-12',
      '2026-05-13',
      '2026-05-15',
      '2026-05-18',
    ])
  })

  it('knows weekends that are not Saturday and Sunday', () => {
    const calendar = aCalendar({ weekend: [5, 6] })
    expect(isWorkingDay(calendar, '2026-05-15')).toBe(false)
    expect(isWorkingDay(calendar, '2026-05-17')).toBe(true)
  })

  it('reads working hours off the wall clock of its zone', () => {
    expect(workingHoursOf(aCalendar(), '2026-01-15')).toEqual({
      startAt: at('2026-01-15T08:00:00Z'),
      endAt: at('2026-01-15T16:00:00Z'),
    })
    expect(workingHoursOf(aCalendar(), '2026-07-15').startAt).toBe(at('2026-07-15T07:00:00Z'))
  })

  it('makes a night shift across the spring clock change an hour shorter', () => {
    const calendar = aCalendar({ workdayStartMinute: 0, workdayEndMinute: 8 * 60 })
    const { startAt, endAt } = workingHoursOf(calendar, '2026-03-29')
    expect((endAt - startAt) / 3_600_000).toBe(7)
  })

  it('takes a day on which clocks change for a day like any other', () => {
    expect(workingDaysOf(aCalendar({ weekend: [] }), { from: '2026-03-28', to: '2026-03-31' })).toHaveLength(
      3,
    )
  })

  it('reads half hours and minutes', () => {
    const calendar = aCalendar({ workdayStartMinute: 8 * 60 + 30, workdayEndMinute: 16 * 60 + 45 })
    expect(workingHoursOf(calendar, '2026-01-15')).toEqual({
      startAt: at('2026-01-15T07:30:00Z'),
      endAt: at('2026-01-15T15:45:00Z'),
    })
  })

  it('lets a working day end at midnight', () => {
    const calendar = aCalendar({ workdayEndMinute: 24 * 60 })
    expect(workingHoursOf(calendar, '2026-05-04').endAt).toBe(at('2026-05-04T22:00:00Z'))
  })

  it('tells the date by the clock of the zone', () => {
    expect(localDateOf(at('2026-05-04T22:30:00Z'), 'Europe/Berlin')).toBe('2026-05-05')
    expect(localDateOf(at('2026-05-04T22:30:00Z'), 'America/New_York')).toBe('2026-05-04')
  })

  it('counts nights, weekends and holidays as outside working hours', () => {
    const calendar = aCalendar({ holidays: ['2026-05-14'] })
    expect(isInWorkingHours(calendar, at('2026-05-13T09:00:00Z'))).toBe(true)
    expect(isInWorkingHours(calendar, at('2026-05-13T06:59:59Z'))).toBe(false)
    expect(isInWorkingHours(calendar, at('2026-05-13T07:00:00Z'))).toBe(true)
    expect(isInWorkingHours(calendar, at('2026-05-13T14:59:59Z'))).toBe(true)
    expect(isInWorkingHours(calendar, at('2026-05-13T15:00:00Z'))).toBe(false)
    expect(isInWorkingHours(calendar, at('2026-05-14T09:00:00Z'))).toBe(false)
    expect(isInWorkingHours(calendar, at('2026-05-16T09:00:00Z'))).toBe(false)
  })

  it('works half of a half holiday, and the whole of a make-up day', () => {
    const calendar = aCalendar({
      holidays: ['2026-05-14'],
      halfHolidays: ['2026-05-13', '2026-05-16'],
      makeUpDays: ['2026-05-16', '2026-05-17', '2026-05-14'],
    })
    const parts = ['2026-05-12', '2026-05-13', '2026-05-14', '2026-05-16', '2026-05-17', '2026-05-23']
    expect(parts.map((date) => workingPartOf(calendar, date))).toEqual([1, 0.5, 1, 0.5, 1, 0])
    expect(isWorkingDay(calendar, '2026-05-13')).toBe(true)
  })

  it('lets a shift last over midnight, into a weekend too', () => {
    const calendar = aCalendar({ workdayStartMinute: 22 * 60, workdayEndMinute: 30 * 60 })
    expect(workingHoursOf(calendar, '2026-05-15')).toEqual({
      startAt: at('2026-05-15T20:00:00Z'),
      endAt: at('2026-05-16T04:00:00Z'),
    })
    expect(isInWorkingHours(calendar, at('2026-05-16T03:59:59Z'))).toBe(true)
    expect(isInWorkingHours(calendar, at('2026-05-16T04:00:00Z'))).toBe(false)
    expect(isInWorkingHours(calendar, at('2026-05-16T20:30:00Z'))).toBe(false)
    expect(dayBoundaryMinute(calendar)).toBe(14 * 60)
    expect(dayBoundaryMinute(aCalendar())).toBe(0)
    expect(dayBoundaryMinute(aCalendar({ workdayEndMinute: 24 * 60 }))).toBe(0)
  })

  it('refuses a zone that does not exist', () => {
    expect(() => localDateOf(0, 'Europe/Atlantis')).toThrow(UnknownTimeZoneError)
    expect(() => workingHoursOf(aCalendar({ timeZone: 'Europe/Atlantis' }), '2026-05-04')).toThrow(
      UnknownTimeZoneError,
    )
  })

  it('numbers dates the same way as asking for each, across both clock changes', () => {
    const { dates, numberOf } = numberDates('Europe/Berlin', { from: '2026-03-20', to: '2026-11-05' })
    for (let when = at('2026-03-21T00:30:00Z'); when < at('2026-11-03T00:00:00Z'); when += 37 * 1_800_000) {
      expect(dates[numberOf(when)]).toBe(localDateOf(when, 'Europe/Berlin'))
    }
    // To the millisecond, on the day after the spring change.
    const monday = at('2026-03-29T22:00:00Z')
    expect([dates[numberOf(monday - 1)], dates[numberOf(monday)]]).toEqual(['2026-03-29', '2026-03-30'])
    expect(numberOf(at('2020-01-01T00:00:00Z'))).toBe(0)
    expect(dates[numberOf(at('2030-01-01T00:00:00Z'))]).toBe('2026-11-04')
  })
})
