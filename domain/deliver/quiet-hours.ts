import { type ClockHours, hoursOf, localDateOf } from '../calendar.ts'
import { addDays, type Instant, isoOf } from '../instant.ts'
import { membershipsOn } from '../plan/memberships.ts'
import type { Plan } from '../plan/plan.ts'
import { emailKey } from '../text/email.ts'

/** The parts of a plan that tell when whose mails wait. */
export type QuietPlan = Pick<Plan, 'quietHours' | 'calendars' | 'teams' | 'people' | 'stakeholders'>

/** Until when a reader's mails wait. */
export interface QuietWait {
  readonly untilAt: Instant
  /** The zone of the reader's clock. */
  readonly timeZone: string
}

/**
 * Until when each reader's mails wait at an instant: null for those who may be mailed, and for all where the plan states no quiet hours.
 * @throws UnknownTimeZoneError
 */
export function quietWaits(plan: QuietPlan, at: Instant): (email: string) => QuietWait | null {
  const { quietHours } = plan
  if (quietHours === undefined) return () => null
  const zoneOf = readersZones(plan, at)
  const untilIn = new Map<string, Instant | null>()
  return (email) => {
    const timeZone = zoneOf(email)
    const known = untilIn.get(timeZone)
    const untilAt = known === undefined ? quietUntil(quietHours, timeZone, at) : known
    untilIn.set(timeZone, untilAt)
    return untilAt === null ? null : { untilAt, timeZone }
  }
}

/** When the quiet hours end in which an instant lies: their first instant is quiet, their end is not. Null outside them. @throws UnknownTimeZoneError */
export function quietUntil(hours: ClockHours, timeZone: string, at: Instant): Instant | null {
  const today = localDateOf(at, timeZone)
  // Those that began yesterday may last into today.
  for (const date of [addDays(today, -1), today]) {
    const { startAt, endAt } = hoursOf(timeZone, date, hours)
    if (at >= startAt && at < endAt) return endAt
  }
  return null
}

/**
 * The zone of each reader's clock: the one that the plan states for them, else that of the team they are in on this day (the bigger
 * part, where they are in two), else of the first team whose report they read, else the one that most teams have. Of equals the first in the plan.
 */
export function readersZones(plan: QuietPlan, at: Instant): (email: string) => string {
  const zoneOfTeam = zonesOfTeams(plan)
  const today = isoOf(at).slice(0, 10)
  const readings = Map.groupBy(plan.stakeholders, ({ email }) => emailKey(email))
  const people = new Map(plan.people.map((person) => [emailKey(person.email), person]))
  const usual = planZone(plan)
  return (email) => {
    const key = emailKey(email)
    const own = readings.get(key) ?? []
    const stated = own.find(({ timeZone }) => timeZone !== undefined)?.timeZone
    const read = own.flatMap(({ scope }) => (scope.kind === 'team' ? [scope.teamId] : []))
    const person = people.get(key)
    const memberships = person === undefined ? [] : membershipsOn(person, today)
    const teamIds = [...memberships.map(({ teamId }) => teamId), ...read]
    return stated ?? teamIds.flatMap((teamId) => zoneOfTeam.get(teamId) ?? [])[0] ?? usual
  }
}

/** By team, in the plan's order. */
function zonesOfTeams({
  teams,
  calendars,
}: Pick<QuietPlan, 'teams' | 'calendars'>): ReadonlyMap<string, string> {
  const zoneOf = new Map(calendars.map(({ calendarId, timeZone }) => [calendarId, timeZone]))
  return new Map(teams.map(({ teamId, calendarId }) => [teamId, zoneOf.get(calendarId) ?? 'UTC']))
}

/**
 * The zone by which a plan's days are told where they are nobody's own: the one that most teams have, of equals the first in the plan.
 * UTC without teams.
 */
export function planZone(plan: Pick<QuietPlan, 'teams' | 'calendars'>): string {
  const zones = Map.groupBy(zonesOfTeams(plan).values(), (zone) => zone)
  const [first] = [...zones].toSorted(([, a], [, b]) => b.length - a.length)
  return first?.[0] ?? 'UTC'
}
