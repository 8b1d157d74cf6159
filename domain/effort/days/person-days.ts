import { type DateRange, daysBetween, type Instant, type LocalDate } from '../../instant.ts'
import { membershipsOn } from '../../plan/memberships.ts'
import type { Calendar, Membership, PlanPerson } from '../../plan/plan.ts'
import type { CapacityLookup } from './capacity-lookup.ts'
import { absentPartOn, type DayParts, dayPartsOf } from './day-parts.ts'

/** One working day of one person: where, when, and how much of it is there to be attributed. The sums are of all teams. */
export interface PersonDay extends DayParts {
  readonly date: LocalDate
  /** The date's number in the person's dates. */
  readonly number: number
  readonly weekStart: LocalDate
  /** The team that takes most of the day. */
  readonly teamId: string
  readonly startAt: Instant
  readonly endAt: Instant
  /** The parts by team, of a person in several at once; absent with one team. */
  readonly teams?: readonly (DayParts & { readonly teamId: string })[]
}

/** A person's counted working days, and distances in their own calendar. */
export interface PersonDays {
  /** In order, one a date; only days whose working hours had begun by the as-of instant. */
  readonly days: readonly PersonDay[]
  /** The number of an instant's date on the clock of the person's team of that day. */
  readonly numberOf: (at: Instant) => number
  /** Working days of this person (absences are none) between two dates by number; 0 for the same day. */
  readonly workingDaysBetween: (aNumber: number, bNumber: number) => number
  /** The local date of an instant, if within some months of the period. */
  readonly dateOf: (at: Instant) => LocalDate
  /** The team that takes most of the day; null on a day in no team. */
  readonly teamAt: (at: Instant) => string | null
  /** The same of a date. */
  readonly teamOn: (date: LocalDate) => string | null
}

/**
 * A person's working days in the period: the team's working days of the day (half holidays for their half), part time as a
 * fraction; an absence takes its part of that; on-call its share of what the person would have worked. A day in no team
 * (or in a team that the plan doesn't know) is no working day.
 */
export function personDaysOf(person: PlanPerson, lookup: CapacityLookup): PersonDays {
  const home = person.memberships.find((membership) => lookup.calendarOf(membership.teamId) !== undefined)
  const atHome = home === undefined ? [] : [home]
  const homeCalendar = lookup.calendarOf(home?.teamId ?? '')
  const { dates, numberOf: numberAtHome } = lookup.datesIn(homeCalendar)
  const byDate = membershipsByDate(person, dates)
  const absentPartOf = absentPartsOf(person, dates)
  const clockOf = keepingLast(([main]: readonly Membership[]) =>
    lookup.datesIn(lookup.calendarOf(main?.teamId ?? '') ?? homeCalendar),
  )
  const clocks = byDate.map((memberships) => clockOf(memberships))
  const isAlwaysAtHome = clocks.every((clock) => clock.numberOf === numberAtHome)
  const numberOf = (at: Instant) => {
    const number = numberAtHome(at)
    return isAlwaysAtHome ? number : (clocks[number]?.numberOf(at) ?? number)
  }
  const days: PersonDay[] = []
  const workingDaysBefore: number[] = [0]
  const teamsOf = keepingLast((memberships: readonly Membership[]) => teamsOfMemberships(memberships, lookup))
  for (let number = 0; number < dates.length; number += 1) {
    const date = dates[number] ?? ''
    const memberships = byDate[number] ?? []
    const working = workingOn(teamsOf(memberships.length > 0 ? memberships : atHome), number)
    const present = working.length > 0 && absentPartOf(number) < 1
    workingDaysBefore.push((workingDaysBefore[number] ?? 0) + (present ? 1 : 0))
    const main = working[0]
    if (main === undefined || memberships.length === 0) continue
    if (!isWithin(lookup.period, date)) continue
    const hours = lookup.hoursIn(main.calendar)[number]
    if (hours === undefined || hours.startAt >= lookup.asOfAt) continue
    const weekStart = lookup.weekStarts[number] ?? date
    const absentPart = absentPartOf(number)
    days.push(personDayOf(person, main, working, { date, number, weekStart, hours, absentPart }))
  }
  return {
    days,
    numberOf,
    dateOf: (at) => dates[numberOf(at)] ?? '',
    workingDaysBetween: (a, b) => Math.abs((workingDaysBefore[a] ?? 0) - (workingDaysBefore[b] ?? 0)),
    teamAt: (at) => byDate[numberOf(at)]?.[0]?.teamId ?? null,
    teamOn: (date) => byDate[daysBetween(dates[0] ?? date, date)]?.[0]?.teamId ?? null,
  }
}

function isWithin({ from, to }: DateRange, date: LocalDate): boolean {
  return date >= from && date < to
}

/** Of each date the memberships that cover it: they are looked for where one begins or ends. */
function membershipsByDate(person: PlanPerson, dates: readonly LocalDate[]): (readonly Membership[])[] {
  const changes = new Set(person.memberships.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))
  let memberships: readonly Membership[] = []
  return dates.map((date, number) => {
    if (number === 0 || changes.has(date)) memberships = membershipsOn(person, date)
    return memberships
  })
}

/** The part of each date, by number, that the person is away: looked for where an absence begins or ends. */
function absentPartsOf(person: PlanPerson, dates: readonly LocalDate[]): (number: number) => number {
  const changes = new Set(person.absences.flatMap(({ from, to }) => [from, to]))
  let absentPart = 0
  const parts = dates.map((date, number) => {
    if (number === 0 || changes.has(date)) absentPart = absentPartOn(person, date)
    return absentPart
  })
  return (number) => parts[number] ?? 0
}

/** A day once for each of its person's teams, with the part of the day that is the team's. */
export function teamDaysOf(
  day: PersonDay,
): readonly { readonly day: PersonDay; readonly partOfDay: number }[] {
  if (day.teams === undefined) return [{ day, partOfDay: 1 }]
  const { teams, ...whole } = day
  return teams.map((team) => ({
    day: { ...whole, ...team },
    partOfDay: day.workingMilliDays === 0 ? 0 : team.workingMilliDays / day.workingMilliDays,
  }))
}

/** A membership in a team of the plan, with what holds for the team on each date, by number. */
interface MembershipDates {
  readonly membership: Membership
  readonly calendar: Calendar
  readonly workingParts: readonly number[]
  readonly onCallShares: readonly number[]
}

function teamsOfMemberships(
  memberships: readonly Membership[],
  lookup: CapacityLookup,
): readonly MembershipDates[] {
  return memberships.flatMap((membership) => {
    const calendar = lookup.calendarOf(membership.teamId)
    if (calendar === undefined) return []
    const workingParts = lookup.workingPartsIn(calendar)
    return [{ membership, calendar, workingParts, onCallShares: lookup.onCallSharesOf(membership.teamId) }]
  })
}

/** Looks up anew where a person's memberships change, and not for each date. */
function keepingLast<Result>(
  lookUp: (memberships: readonly Membership[]) => Result,
): (memberships: readonly Membership[]) => Result {
  let last: { readonly of: readonly Membership[]; readonly result: Result } | null = null
  return (memberships) => {
    if (last?.of !== memberships) last = { of: memberships, result: lookUp(memberships) }
    return last.result
  }
}

const none: readonly never[] = []

/** The teams that work on the date of a number; most people have one. */
function workingOn(teams: readonly MembershipDates[], number: number): readonly MembershipDates[] {
  const works = (team: MembershipDates | undefined) => (team?.workingParts[number] ?? 0) > 0
  if (teams.length === 1) return works(teams[0]) ? teams : none
  return teams.filter(works)
}

/** Field by field: a big company's people have some hundred thousand days, and spreading others into each takes twice as long. */
function personDayOf(
  person: PlanPerson,
  main: MembershipDates,
  working: readonly MembershipDates[],
  on: PersonDate,
): PersonDay {
  const { date, number, weekStart, hours } = on
  const teams =
    working.length === 1
      ? null
      : working.map((each) => ({ teamId: each.membership.teamId, ...partsOf(person, each, on) }))
  const parts = teams === null ? partsOf(person, main, on) : sumOf(teams)
  const day: PersonDay = {
    date,
    number,
    weekStart,
    teamId: main.membership.teamId,
    startAt: hours.startAt,
    endAt: hours.endAt,
    workingMilliDays: parts.workingMilliDays,
    absenceMilliDays: parts.absenceMilliDays,
    onCallMilliDays: parts.onCallMilliDays,
    availableMilliDays: parts.availableMilliDays,
  }
  return teams === null ? day : { ...day, teams }
}

interface PersonDate extends Pick<PersonDay, 'date' | 'number' | 'weekStart'> {
  readonly hours: Pick<PersonDay, 'startAt' | 'endAt'>
  readonly absentPart: number
}

function partsOf(
  person: PlanPerson,
  { membership, workingParts, onCallShares }: MembershipDates,
  { date, number, absentPart }: PersonDate,
): DayParts {
  const workingPart = workingParts[number] ?? 0
  return dayPartsOf(person, membership, date, workingPart, onCallShares[number] ?? 0, absentPart)
}

function sumOf(parts: readonly DayParts[]): DayParts {
  const sum = (amount: (part: DayParts) => number) => parts.reduce((total, part) => total + amount(part), 0)
  return {
    workingMilliDays: sum((part) => part.workingMilliDays),
    absenceMilliDays: sum((part) => part.absenceMilliDays),
    onCallMilliDays: sum((part) => part.onCallMilliDays),
    availableMilliDays: sum((part) => part.availableMilliDays),
  }
}
