import type { Steps } from '../calculation/steps.ts'
import type { WorkType } from '../category.ts'
import { type DateRange, type Instant, type LocalDate, weekStartOf } from '../instant.ts'
import { assertConserved } from './conservation.ts'
import { type DayTouches, touchesOf } from './days/activity-days.ts'
import { splitDay, TeamWeeks, weightsOf } from './days/attribute.ts'
import type { PlacedLogs } from './days/logged-days.ts'
import type { UnloggedTypes } from './days/logged-types.ts'
import { type PersonDay, type PersonDays, teamDaysOf } from './days/person-days.ts'
import type { EffortOfTeams, MilliDays } from './effort.ts'
import type { ClosedTicket } from './records/closed.ts'
import type { Records } from './records/person-records.ts'
import { SecondOpinions } from './second-opinions.ts'

/** What people's days are divided by. */
export interface DividedDays {
  readonly records: Records
  readonly daysOfPerson: ReadonlyMap<string, PersonDays>
  readonly logs: ReadonlyMap<string, PlacedLogs>
  readonly unloggedTypes: ReadonlyMap<string, UnloggedTypes>
  readonly workTypeOf: (ticket: number) => WorkType | null
  readonly tauOf: (ticket: number) => number
  readonly fromAt: Instant
  /** Until when the ticket of a number is known; infinity where it is up to the as-of instant. */
  readonly readUntil: (ticket: number) => Instant
}

interface TeamsPeople {
  readonly teamId: string
  /** Their days in the team, which for some are parts of days; by person, in the order of their ids. */
  readonly people: ReadonlyMap<string, readonly PersonDay[]>
  readonly daysOff: readonly LoggedDayOff[]
  readonly closed: readonly ClosedTicket[]
}

/** Divides the days of one team's people. @throws ConservationError */
export function* teamSteps(
  { records, daysOfPerson, logs, unloggedTypes, workTypeOf, tauOf, fromAt, readUntil }: DividedDays,
  { teamId, people, daysOff, closed }: TeamsPeople,
): Steps<EffortOfTeams> {
  const ticketOf = (number: number) => records.tickets[number]
  const teamOf = (personId: string, at: number) => daysOfPerson.get(personId)?.teamAt(at) ?? null
  const teamWeeks = new TeamWeeks()
  const opinions = new SecondOpinions()
  for (const [personId, ownDays] of people) {
    const days = daysOfPerson.get(personId)
    if (days === undefined) continue
    const unlogged = unloggedTypes.get(personId)
    const isUnlogged = (ticket: number) => unlogged?.has(workTypeOf(ticket)) === true
    const inTeam = { ...days, days: ownDays }
    const touchedDays = touchesOfPerson(personId, inTeam, logs.get(personId), records, teamOf, fromAt)
    const allReadUntil = readUntilOfAll(touchedDays, readUntil)
    for (const day of touchedDays) {
      const { startAt } = day.day
      const isKnown = (ticket: number) => startAt < readUntil(ticket)
      const isUnread = startAt >= allReadUntil
      const known = isUnread ? day.touches.filter(({ ticket }) => isKnown(ticket)) : day.touches
      const weights = weightsOf(day, tauOf, isUnlogged)
      for (const { day: teamDay, partOfDay } of teamDaysOf(day.day)) {
        if (teamDay.teamId !== teamId) continue
        const parts = splitDay(teamDay, weights)
        const ofTeam = { day: teamDay, touches: day.touches, isUnread }
        teamWeeks.addDay(ofTeam, parts, (ticket) => (isKnown(ticket) ? ticketOf(ticket) : undefined))
        opinions.addDay(
          { day: teamDay, touches: known },
          (ticket) => records.isLeaf[ticket] === true,
          partOfDay,
        )
      }
    }
    yield
  }
  for (const { weekStart, milliDays } of daysOff) teamWeeks.addDayOff({ teamId, weekStart }, milliDays)
  for (const one of closed) opinions.addClosed(one, ticketOf(one.ticket)?.estimatePoints ?? null)
  const rows = teamWeeks.rows()
  const capacity = teamWeeks.capacity()
  assertConserved(rows, capacity)
  return { rows, capacity, secondOpinions: opinions.rows(ticketOf) }
}

/**
 * From when on not all is known of a person who works in several trackers, one of which isn't read any more. Its tickets keep their part
 * of the days after, so that nothing falls to the others; whether they were still worked on isn't known.
 */
function readUntilOfAll(days: readonly DayTouches[], readUntil: (ticket: number) => Instant): Instant {
  let until = Number.POSITIVE_INFINITY
  for (const { touches } of days) for (const { ticket } of touches) until = Math.min(until, readUntil(ticket))
  return until
}

/** Each team's people with their days in it. */
export function daysByTeam(
  daysOfPerson: ReadonlyMap<string, PersonDays>,
): ReadonlyMap<string, ReadonlyMap<string, readonly PersonDay[]>> {
  const byTeam = new Map<string, Map<string, PersonDay[]>>()
  for (const [personId, { days }] of daysOfPerson) {
    for (const day of days) {
      for (const { teamId } of day.teams ?? [day]) {
        const people = byTeam.get(teamId) ?? new Map<string, PersonDay[]>()
        byTeam.set(teamId, people)
        const own = people.get(personId)
        if (own === undefined) people.set(personId, [day])
        else if (own.at(-1) !== day) own.push(day)
      }
    }
  }
  return byTeam
}

/** Time that somebody of a team logged on a day off. */
export interface LoggedDayOff {
  readonly teamId: string
  readonly weekStart: LocalDate
  readonly milliDays: MilliDays
}

/** Time logged on days off in the period, by team and week, in days as long as those that the person has in that team. */
export function daysOff(
  logs: ReadonlyMap<string, PlacedLogs>,
  period: DateRange,
  daysOfPerson: ReadonlyMap<string, PersonDays>,
): LoggedDayOff[] {
  const days = new Map<string, Omit<LoggedDayOff, 'milliDays'> & { days: number }>()
  for (const [personId, { offDays }] of logs) {
    const own = daysOfPerson.get(personId)
    if (own === undefined) continue
    for (const { date, loggedSeconds } of offDays) {
      const teamId = own.teamOn(date)
      if (teamId === null || date < period.from || date >= period.to) continue
      const workdayMs = workdayMsIn(teamId, date, own.days)
      if (workdayMs === null) continue
      const weekStart = weekStartOf(date)
      const key = `${teamId} ${weekStart}`
      const sum = days.get(key) ?? { teamId, weekStart, days: 0 }
      sum.days += (1000 * loggedSeconds) / workdayMs
      days.set(key, sum)
    }
  }
  // Rounded once: most logs are no whole thousandths, and many of them would add up to minutes that nobody logged.
  return [...days.values()].map(({ days: sum, ...place }) => ({
    ...place,
    milliDays: Math.round(1000 * sum),
  }))
}

/** How long a person's last day in a team before a date is, else the first after it, else any day; null without days. */
function workdayMsIn(teamId: string, date: LocalDate, days: readonly PersonDay[]): number | null {
  const inTeam = days.filter((day) => day.teamId === teamId)
  const day = inTeam.findLast((each) => each.date < date) ?? inTeam[0] ?? days[0]
  return day === undefined ? null : day.endAt - day.startAt
}

const nothingLogged: ReadonlyMap<number, number> = new Map()

/** What a person had to do with tickets on some of their days. */
export function touchesOfPerson(
  personId: string,
  days: PersonDays,
  logs: PlacedLogs | undefined,
  records: Records,
  teamOf: (personId: string, at: Instant) => string | null,
  fromAt?: Instant,
): DayTouches[] {
  return touchesOf(
    records.recordOf(personId, fromAt),
    days,
    (date) => logs?.onDays.get(date) ?? nothingLogged,
    records.eventsAt,
    teamOf,
  )
}
