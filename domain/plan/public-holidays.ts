import Holidays from 'date-holidays'
import { addDays, type LocalDate } from '../instant.ts'

/** Whether a region has public holidays that we know: a country, state and district, such as DE, DE-BE or DE-BY-A. */
export function isHolidayRegion(region: string): boolean {
  const [country = '', state, district] = region.toUpperCase().split('-')
  const known = new Holidays()
  if (!(country in known.getCountries())) return false
  if (state === undefined) return true
  if (!(state in (known.getStates(country) ?? {}))) return false
  return district === undefined || district in (known.getRegions(country, state) ?? {})
}

/** The public holidays of a region in some years, days in lieu included, in order; by the library `date-holidays`. */
export function publicHolidaysOf(region: string, years: readonly number[]): LocalDate[] {
  const [country = '', state = '', district = ''] = region.toUpperCase().split('-')
  const calendar = new Holidays(country, state, district, { types: ['public'] })
  const dates = years.flatMap((year) =>
    calendar.getHolidays(year).flatMap(({ date, start, end }) => {
      const days = Math.max(1, Math.ceil((end.getTime() - start.getTime()) / 86_400_000 - 0.05))
      return Array.from({ length: days }, (_each, index) => addDays(date.slice(0, 10), index))
    }),
  )
  return [...new Set(dates)].sort()
}
