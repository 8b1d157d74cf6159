import { isWorkingDay } from '../../calendar.ts'
import { type Instant, type LocalDate, weekStartOf } from '../../instant.ts'
import type { Membership, PlanPerson } from '../../plan/plan.ts'
import type { MilliDays } from '../effort.ts'
import type { CapacityLookup } from './capacity-lookup.ts'

/** One working day of one person: where, when, and how much of it is there to be attributed. */
export interface PersonDay {
  readonly date: LocalDate
  /** The date's number in the person's dates. */
  readonly number: number
  readonly weekStart: LocalDate
  readonly teamId: string
  readonly startAt: Instant
  readonly endAt: Instant
  readonly workingMilliDays: MilliDays
  readonly absenceMilliDays: MilliDays
  readonly onCallMilliDays: MilliDays
  /** What is left of the working day: c(p,d). */
  readonly availableMilliDays: MilliDays
}

/** A person's counted working days, and distances in their own calendar. */
export interface PersonDays {
  /** In order; only days whose working hours had begun by the as-of instant. */
  readonly days: readonly PersonDay[]
  /** The number of an instant's date on the clock of the person's team of that day. */
  readonly numberOf: (at: Instant) => number
  /** Working days of this person (absences are none) between two dates by number; 0 for the same day. */
  readonly workingDaysBetween: (aNumber: number, bNumber: number) => number
  /** The local date of an instant, if within some months of the period. */
  readonly dateOf: (at: Instant) => LocalDate
  /** The team of the day; null on a day in no team. */
  readonly teamAt: (at: Instant) => string | null
}

/**
 * A person's working days in the period: the team's working days of the day, part time as a fraction; an
 * absence takes the whole of it; on-call its share of what the person would have worked. A day in no team
 * (or in a team that the plan doesn't know) is no working day.
 */
export function personDaysOf(person: PlanPerson, lookup: CapacityLookup): PersonDays {
  const home = person.memberships.find((membership) => lookup.calendarOf(membership.teamId) !== undefined)
  const zone = lookup.calendarOf(home?.teamId ?? '')?.timeZone ?? 'UTC'
  const { dates, numberOf: numberAtHome } = lookup.datesIn(zone)
  // The same dates stand under the same numbers in every zone: only when they begin differs.
  const numberOf = (at: Instant) => {
    const membership = membershipOn(person, dates[numberAtHome(at)] ?? '')
    const zoneOfTeam = lookup.calendarOf(membership?.teamId ?? '')?.timeZone
    return zoneOfTeam === undefined || zoneOfTeam === zone
      ? numberAtHome(at)
      : lookup.datesIn(zoneOfTeam).numberOf(at)
  }
  const days: PersonDay[] = []
  const workingDaysBefore: number[] = [0]
  for (const [number, date] of dates.entries()) {
    const membership = membershipOn(person, date)
    const calendar = lookup.calendarOf((membership ?? home)?.teamId ?? '')
    const working = calendar !== undefined && isWorkingDay(calendar, date)
    const absent = person.absences.some((absence) => absence.from <= date && date < absence.to)
    workingDaysBefore.push((workingDaysBefore[number] ?? 0) + (working && !absent ? 1 : 0))
    if (!working || membership === undefined || date < lookup.period.from || date >= lookup.period.to)
      continue
    const hours = lookup.hoursOf(calendar, date)
    if (hours.startAt >= lookup.asOfAt) continue
    const onCallShare = lookup.onCallShareOf(membership.teamId, date)
    days.push({
      date,
      number,
      weekStart: weekStartOf(date),
      teamId: membership.teamId,
      ...hours,
      ...partsOf(membership, absent, onCallShare),
    })
  }
  return {
    days,
    numberOf,
    dateOf: (at) => dates[numberOf(at)] ?? '',
    workingDaysBetween: (a, b) => Math.abs((workingDaysBefore[a] ?? 0) - (workingDaysBefore[b] ?? 0)),
    teamAt: (at) => membershipOn(person, dates[numberOf(at)] ?? '')?.teamId ?? null,
  }
}

function partsOf(membership: Membership, absent: boolean, onCallShare: number) {
  const workingMilliDays = Math.round(1000 * membership.fractionShare)
  const absenceMilliDays = absent ? workingMilliDays : 0
  const onCallMilliDays = Math.round((workingMilliDays - absenceMilliDays) * onCallShare)
  return {
    workingMilliDays,
    absenceMilliDays,
    onCallMilliDays,
    availableMilliDays: workingMilliDays - absenceMilliDays - onCallMilliDays,
  }
}

/** The membership that covers a date; the first listed, should the plan list two. */
export function membershipOn(person: PlanPerson, date: LocalDate): Membership | undefined {
  return person.memberships.find(
    (membership) => membership.from <= date && (membership.to === null || date < membership.to),
  )
}
