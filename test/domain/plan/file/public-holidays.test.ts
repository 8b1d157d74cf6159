import { expect, it } from 'vitest'
import { publicHolidaysOf } from '../../../../domain/plan/file/public-holidays.ts'

const workday = { startMinute: 9 * 60, endMinute: 17 * 60 }

/** The days off of a year that aren't Saturdays or Sundays. */
function weekdaysOf(region: string, year: number): string[] {
  return publicHolidaysOf(region, [year], workday).days.filter(
    (date) => date.startsWith(`${year}`) && ![0, 6].includes(new Date(date).getUTCDay()),
  )
}

it('are those that a country’s law lists, with those of its state', () => {
  const nationwide = ['01-01', '04-03', '04-06', '05-01', '05-14', '05-25', '12-25']
  expect(weekdaysOf('DE-HH', 2026)).toEqual(nationwide.map((day) => `2026-${day}`))
  expect(weekdaysOf('DE-BW', 2026)).toEqual(
    [...nationwide, '01-06', '06-04'].sort().map((day) => `2026-${day}`),
  )
})

// vacanza/holidays#3689
it('leave Easter Monday to those provinces of Canada that have it', () => {
  expect(weekdaysOf('CA-ON', 2026)).not.toContain('2026-04-06')
  expect(weekdaysOf('CA-ON', 2026)).toContain('2026-04-03')
  expect(weekdaysOf('CA-YT', 2026)).toContain('2026-04-06')
})

// commenthol/date-holidays#578
it.each([
  [2025, ['2025-01-28', '2025-01-29', '2025-01-30']],
  [2026, ['2026-02-16', '2026-02-17', '2026-02-18']],
  // From a Saturday to a Monday, and a day in lieu of the Sunday.
  [2027, ['2027-02-08', '2027-02-09']],
])('have Korea’s Seollal with the day before it and the day after: %d', (year, days) => {
  const winter = weekdaysOf('KR', year).filter((date) => date > `${year}-01-02` && date < `${year}-02-28`)
  expect(winter).toEqual(days)
})

it.each(['BR', 'BR-SP', 'BR-RJ', 'BR-AM', 'BR-MT', 'BR-MG'])(
  'hold Brazil’s 20 November in each state, from 2024 on: %s',
  (region) => {
    expect(weekdaysOf(region, 2025)).toContain('2025-11-20')
    expect(weekdaysOf(region, 2026)).toContain('2026-11-20')
  },
)
