import Holidays, { type HolidaysTypes } from 'date-holidays'
import type { ClockHours } from '../../calendar.ts'
import { addDays, dayMs, type LocalDate, minuteMs } from '../../instant.ts'

/** Whether a region has public holidays that we know: a country, state and district, such as DE, DE-BE or DE-BY-A. */
export function isHolidayRegion(region: string): boolean {
  const [country = '', state, district] = region.toUpperCase().split('-')
  const known = new Holidays()
  if (!(country in known.getCountries())) return false
  if (state === undefined) return true
  if (!(state in (known.getStates(country) ?? {}))) return false
  return district === undefined || district in (known.getRegions(country, state) ?? {})
}

/** Dates in order. A date is in one list at most. */
export interface PublicHolidays {
  readonly days: readonly LocalDate[]
  readonly halfDays: readonly LocalDate[]
}

/** A holiday that leaves less than a quarter of the working hours takes the day … */
const wholeFromShare = 0.75
/** … and one that takes less than a quarter of them leaves it whole, such as a Christmas Eve from 19:00 on. */
const halfFromShare = 0.25

/**
 * Countries whose national holidays hold in each state. The library's Amazonas, Mato Grosso, Rio de Janeiro and São Paulo end
 * their own 20 November where it became Brazil's (Lei 14.759/2023), and don't have that.
 */
const nationalEverywhere: ReadonlySet<string> = new Set(['BR'])

/**
 * What the library has otherwise than the law. Ontario's nine public holidays know no Easter Monday (vacanza/holidays#3689). Korea's
 * three days of Seollal begin on the day before it, not with it (commenthol/date-holidays#578), and have one more where one of them is
 * a Sunday.
 */
function corrected(holiday: HolidaysTypes.Holiday, region: string): HolidaysTypes.Holiday[] {
  if (/^CA-ON\b/.test(region) && holiday.rule === 'easter 1') return []
  if (!/^KR\b/.test(region) || holiday.rule !== 'korean 01-0-01 P3D') return [holiday]
  const date = addDays(holiday.date.slice(0, 10), -1)
  const daysToSunday = (7 - new Date(`${date}T00:00:00Z`).getUTCDay()) % 7
  const endsDays = daysToSunday < 3 ? 0 : -1
  const start = new Date(holiday.start.getTime() - dayMs)
  const end = new Date(holiday.end.getTime() + endsDays * dayMs)
  return [{ ...holiday, date: `${date}${holiday.date.slice(10)}`, start, end }]
}

/**
 * The public holidays of a region in some years, days in lieu included; by the library `date-holidays`. One that begins or ends
 * within working hours is a half day.
 * @param workday hours of the calendar whose holidays they are
 */
export function publicHolidaysOf(
  region: string,
  years: readonly number[],
  workday: ClockHours,
): PublicHolidays {
  const [country = '', state = '', district = ''] = region.toUpperCase().split('-')
  const types = { types: ['public'] } satisfies HolidaysTypes.Options
  const own = new Holidays(country, state, district, types)
  const calendars = nationalEverywhere.has(country) ? [own, new Holidays(country, types)] : [own]
  const shares = new Map<LocalDate, number>()
  const found = calendars.flatMap((each) => years.flatMap((year) => each.getHolidays(year)))
  for (const holiday of found.flatMap((each) => corrected(each, region.toUpperCase())))
    for (const [date, share] of sharesOf(holiday, workday))
      shares.set(date, Math.max(share, shares.get(date) ?? 0))
  const dates = [...shares.keys()].sort()
  const shareOf = (date: LocalDate) => shares.get(date) ?? 0
  return {
    days: dates.filter((date) => shareOf(date) >= wholeFromShare),
    halfDays: dates.filter((date) => shareOf(date) >= halfFromShare && shareOf(date) < wholeFromShare),
  }
}

/** The part of each date's working hours that a holiday takes. */
function sharesOf({ date, start, end }: HolidaysTypes.Holiday, workday: ClockHours): [LocalDate, number][] {
  const [, hours = '0', minutes = '0', eve] = /^\S+ (\d\d):(\d\d)\S*(?: -(\d{4}))?/.exec(date) ?? []
  const lastsMinutes = (end.getTime() - start.getTime()) / minuteMs
  const beginsMinute = Number(hours) * 60 + Number(minutes)
  const endsMinute = beginsMinute + lastsMinutes - eveningMinutesOf(eve, lastsMinutes)
  return Array.from({ length: Math.ceil(endsMinute / 1440) }, (_, day) => [
    addDays(date.slice(0, 10), day),
    shareOfHours(beginsMinute - day * 1440, endsMinute - day * 1440, workday),
  ])
}

/**
 * What of a holiday lies on the evening before the date that the library names: some begin at sunset. One of whole days takes
 * the dates that it is named after.
 */
function eveningMinutesOf(eve: string | undefined, lastsMinutes: number): number {
  if (eve === undefined || lastsMinutes % 1440 === 0) return 0
  return Number(eve.slice(0, 2)) * 60 + Number(eve.slice(2))
}

/** Of the working hours that lie on the date itself. */
function shareOfHours(fromMinute: number, toMinute: number, { startMinute, endMinute }: ClockHours): number {
  const lastMinute = Math.min(endMinute, 1440)
  const taken = Math.min(toMinute, lastMinute) - Math.max(fromMinute, startMinute)
  return Math.max(0, taken) / (lastMinute - startMinute)
}
