import type { Calendar } from '../plan.ts'
import type { PlanFile } from './plan-file-schema.ts'
import { publicHolidaysOf } from './public-holidays.ts'

/** A calendar of the file, with its region's public holidays in the years of the plan's quarters and those beside them. */
export function calendarOf(
  calendarId: string,
  calendar: PlanFile['calendars'][string],
  quarters: readonly string[],
): Calendar {
  const { days, halfDays } =
    calendar.region === undefined
      ? { days: [], halfDays: [] }
      : publicHolidaysOf(calendar.region, yearsAround(quarters), calendar.workday)
  const halfHolidays = [...new Set([...calendar.half_holidays, ...halfDays])].sort()
  return {
    calendarId,
    timeZone: calendar.time_zone,
    weekend: calendar.weekend,
    holidays: [...new Set([...calendar.holidays, ...days])].sort(),
    ...(halfHolidays.length > 0 && { halfHolidays }),
    ...(calendar.workdays.length > 0 && { makeUpDays: calendar.workdays }),
    workdayStartMinute: calendar.workday.startMinute,
    workdayEndMinute: calendar.workday.endMinute,
  }
}

/** A fiscal year may be named after one calendar year and lie in another, and effort looks beyond the quarter's ends. */
function yearsAround(quarters: readonly string[]): number[] {
  const years = quarters.map((quarter) => Number(quarter.slice(0, 4)))
  if (years.length === 0) return []
  const first = Math.min(...years) - 2
  return Array.from({ length: Math.max(...years) + 3 - first }, (_each, index) => first + index)
}
