import { expect, it } from 'vitest'
import { publicHolidaysOf } from '../../../domain/plan/public-holidays.ts'

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

it.each(['BR', 'BR-SP', 'BR-RJ', 'BR-AM', 'BR-MT', 'BR-MG'])(
  'hold Brazil’s 20 November in each state, from 2024 on: %s',
  (region) => {
    expect(weekdaysOf(region, 2025)).toContain('2025-11-20')
    expect(weekdaysOf(region, 2026)).toContain('2026-11-20')
  },
)
