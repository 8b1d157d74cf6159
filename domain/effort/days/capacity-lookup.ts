import {
  dayBoundaryMinute,
  type NumberedDates,
  numberDates,
  workingHoursOf,
  workingPartOf,
} from '../../calendar.ts'
import { addDays, type DateRange, datesOf, type Instant, type LocalDate, weekStartOf } from '../../instant.ts'
import type { Calendar, Plan } from '../../plan/plan.ts'
import { quarterOf } from '../../quarter.ts'

/** Acts further off than this can't weigh anything any more (2^(−δ/2) < 10⁻⁴), nor keep a ticket fresh. */
const marginDays = 100

/**
 * Dates of a period as effort needs them: with what came before and after. Instants beyond are taken for its ends,
 * so the margin must be wide enough for an end to be far from every day of the period.
 */
function windowOf(period: DateRange): DateRange {
  return { from: addDays(period.from, -marginDays), to: addDays(period.to, marginDays) }
}

/** The plan's calendars and on-call shares, looked up fast; build once a run. */
export interface CapacityLookup {
  readonly period: DateRange
  readonly asOfAt: Instant
  readonly calendarOf: (teamId: string) => Calendar | undefined
  /** The working hours of each date, by number. */
  readonly hoursIn: (calendar: Calendar) => readonly { readonly startAt: Instant; readonly endAt: Instant }[]
  /** The dates of a calendar's days; of UTC without one. */
  readonly datesIn: (calendar: Calendar | undefined) => NumberedDates
  /** The part of each date, by number, that a calendar's people work. */
  readonly workingPartsIn: (calendar: Calendar) => readonly number[]
  /** The Monday before each date, by number. */
  readonly weekStarts: readonly LocalDate[]
  /** A team's on-call share of each date, by number. */
  readonly onCallSharesOf: (teamId: string) => readonly number[]
}

export function capacityLookup(plan: Plan, period: DateRange, asOfAt: Instant): CapacityLookup {
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.calendarId, calendar]))
  const calendarOfTeam = new Map(plan.teams.map((team) => [team.teamId, calendars.get(team.calendarId)]))
  // The same dates stand under the same numbers in every calendar: only when they begin differs.
  const dates = datesOf(windowOf(period))
  const quarters = dates.map((date) => quarterOf(date, plan))
  const onCallOfTeam = Map.groupBy(
    plan.quarters.flatMap(({ quarter, teams }) => teams.map((team) => ({ ...team, quarter }))),
    ({ teamId }) => teamId,
  )
  return {
    period,
    asOfAt,
    calendarOf: (teamId) => calendarOfTeam.get(teamId),
    hoursIn: memoizedByCalendar((calendar) => dates.map((date) => workingHoursOf(calendar, date))),
    datesIn: memoizedByCalendar((calendar) =>
      calendar === undefined
        ? numberDates('UTC', windowOf(period))
        : numberDates(calendar.timeZone, windowOf(period), dayBoundaryMinute(calendar)),
    ),
    workingPartsIn: memoizedByCalendar((calendar) => dates.map((date) => workingPartOf(calendar, date))),
    weekStarts: dates.map(weekStartOf),
    onCallSharesOf: memoized(
      (teamId) => teamId,
      (teamId) => {
        const shares = new Map(onCallOfTeam.get(teamId)?.map((team) => [team.quarter, team.onCallShare]))
        return quarters.map((quarter) => shares.get(quarter) ?? 0)
      },
    ),
  }
}

function memoizedByCalendar<Of extends Calendar | undefined, T>(
  make: (calendar: Of) => T,
): (calendar: Of) => T {
  return memoized((calendar) => calendar?.calendarId, make)
}

function memoized<Of, T>(keyOf: (of: Of) => string | undefined, make: (of: Of) => T): (of: Of) => T {
  const made = new Map<string | undefined, T>()
  return (of) => {
    const key = keyOf(of)
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(of)
    made.set(key, value)
    return value
  }
}
