import { expect, it } from 'vitest'
import { addDays, datesOf, isoOf, weekStartOf } from '../../domain/instant.ts'

it('days are added by the calendar, across months, leap days and years', () => {
  expect(addDays('2026-01-31', 1)).toBe('2026-02-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(addDays('2026-05-04', 0)).toBe('2026-05-04')
})

it('a range holds its first date and not its last', () => {
  expect(datesOf({ from: '2026-05-30', to: '2026-06-02' })).toEqual([
    '2026-05-30',
    '2026-05-31',
    '2026-06-01',
  ])
  expect(datesOf({ from: '2026-06-02', to: '2026-06-02' })).toEqual([])
})

it('a week starts on its Monday', () => {
  const week = [
    '2026-05-04',
    '2026-05-05',
    '2026-05-06',
    '2026-05-07',
    '2026-05-08',
    '2026-05-09',
    '2026-05-10',
  ]
  expect(week.map(weekStartOf)).toEqual(week.map(() => '2026-05-04'))
  expect(weekStartOf('2026-05-11')).toBe('2026-05-11')
  expect(weekStartOf('2026-05-03')).toBe('2026-04-27')
})

it('an instant is written in UTC with milliseconds', () => {
  expect(isoOf(1)).toBe('1970-01-01T00:00:00.001Z')
})
