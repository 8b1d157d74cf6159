import { localDateOf, startOfDate } from '../calendar.ts'
import type { WorkType } from '../category.ts'
import { addDays, type DateRange, type Instant, weekStartOf } from '../instant.ts'
import type { PlanPerson } from '../plan/plan.ts'
import { runAtOnce, type Steps } from '../steps.ts'
import { compareTexts } from '../text-order.ts'
import { assertConserved } from './conservation.ts'
import { type DayTouches, touchesOf } from './days/activity-days.ts'
import { splitDay, TeamWeeks, weightsOf } from './days/attribute.ts'
import { type CapacityLookup, capacityLookup } from './days/capacity-lookup.ts'
import { type PlacedLogs, placeLogs } from './days/logged-days.ts'
import { type UnloggedTypes, unloggedTypesOf } from './days/logged-types.ts'
import { type PersonDays, personDaysOf, teamDaysOf } from './days/person-days.ts'
import { LoggedTime } from './days/type-weights.ts'
import type { EffortInput, EffortResult, EffortSettings, TypeWeight } from './effort.ts'
import { closedTicketsOf, countClosed } from './records/closed.ts'
import { personRecordSteps, type Records, ticketRecordSteps } from './records/person-records.ts'
import type { TicketRecords } from './records/ticket-records.ts'
import { SecondOpinions } from './second-opinions.ts'

/**
 * Measures where a period's person-days went, per ticket, team and week (docs/how-we-measure.md).
 *
 * A person's day is divided among the tickets they had in progress, more to those that they themselves moved
 * or commented on in the days around, and as logged where people log; what no ticket explains is unattributed.
 * Choices that the formula leaves open are documented where they are made: a ticket on which its holder never acted
 * (`fade`), acts of nobody (`personRecordSteps`), bulk edits (`bulkActSteps`), the day of a log (`placeLogs`), parents
 * (`childrenInProgress`), the end of removed tickets and gaps in histories (`timelineOf`).
 *
 * Pure: the same input in any order, with events repeated or not, gives the same result.
 * @throws ConservationError on a mistake of this program
 * @throws UnknownTimeZoneError on a calendar with a time zone that doesn't exist
 * @internal for tests
 */
export function measureEffort(input: EffortInput): EffortResult {
  return runAtOnce(effortSteps(input))
}

/** A step of so many tickets takes less than a millisecond. */
const ticketsPerStep = 256

/** The same in steps of milliseconds. */
function* effortSteps(input: EffortInput): Steps<EffortResult> {
  return yield* measureSteps(yield* ticketRecordSteps(input), input)
}

/**
 * The same from tickets whose histories were read before, each once and in any order: so a big company's events need not be held
 * at the same time. People are gone through one by one, too.
 *
 * @param read used up
 */
export function* measureSteps(read: TicketRecords, settings: EffortSettings): Steps<EffortResult> {
  const { period, asOfAt, plan } = settings
  const { firstLogAt } = read
  const cutAt = Math.min(asOfAt, startOfDate('UTC', addDays(period.to, 1)))
  // From the day before the period on; of people who log, from the first log on.
  const fromAt = startOfDate('UTC', addDays(period.from, -1))
  const records = yield* personRecordSteps(read, Math.min(fromAt, firstLogAt), cutAt)
  const ticketOf = (number: number) => records.tickets[number]
  const workTypes: (WorkType | null)[] = []
  for (const ticket of records.tickets) {
    workTypes.push(settings.workTypeOf(ticket))
    if (workTypes.length % ticketsPerStep === 0) yield
  }
  const people = [...plan.people].sort((a, b) => compareTexts(a.personId, b.personId))
  const workTypeOf = (ticket: number) => workTypes[ticket] ?? null
  const { logs, typeWeights, unloggedTypes } = yield* learnFromLogs(
    yield* logSteps(people, records, capacityLookup(plan, loggedPeriodOf(settings, firstLogAt), asOfAt)),
    records,
    workTypeOf,
  )
  const tauOfType = new Map(typeWeights.map(({ workType, tauRatio }) => [workType, tauRatio]))
  const tauOf = (ticket: number) => tauOfType.get(workTypes[ticket] ?? '') ?? 1

  const lookup = capacityLookup(plan, period, asOfAt)
  const daysOfPerson = new Map<string, PersonDays>()
  for (const person of people) {
    daysOfPerson.set(person.personId, personDaysOf(person, lookup))
    yield
  }
  const teamOf = (personId: string, at: number) => daysOfPerson.get(personId)?.teamAt(at) ?? null
  const teamWeeks = new TeamWeeks()
  const opinions = new SecondOpinions()
  for (const [personId, days] of daysOfPerson) {
    const unlogged = unloggedTypes.get(personId)
    const isUnlogged = (ticket: number) => unlogged?.has(workTypeOf(ticket)) === true
    for (const day of touchesOfPerson(personId, days, logs.get(personId), records, teamOf, fromAt)) {
      const weights = weightsOf(day, tauOf, isUnlogged)
      for (const { day: teamDay, partOfDay } of teamDaysOf(day.day)) {
        const ofTeam = { day: teamDay, touches: day.touches }
        teamWeeks.addDay(ofTeam, splitDay(teamDay, weights), ticketOf)
        opinions.addDay(ofTeam, (ticket) => records.isLeaf[ticket] === true, partOfDay)
      }
    }
    yield
  }
  for (const [personId, own] of logs) addDaysOff(teamWeeks, own, period, daysOfPerson.get(personId))
  const closed = closedTicketsOf(records, period, cutAt, (connectionId, accountId, at) => {
    const person = daysOfPerson.get(settings.personOfAccount(connectionId, accountId) ?? '')
    const teamId = person?.teamAt(at) ?? null
    return person === undefined || teamId === null ? null : { teamId, date: person.dateOf(at) }
  })
  for (const one of closed) opinions.addClosed(one, ticketOf(one.ticket)?.estimatePoints ?? null)

  const rows = teamWeeks.rows()
  const capacity = teamWeeks.capacity()
  assertConserved(rows, capacity)
  return {
    rows,
    capacity,
    secondOpinions: opinions.rows(ticketOf),
    typeWeights,
    closed: countClosed(closed),
    unmatchedAccounts: records.unmatchedAccounts,
    nobodysLoggedSeconds: read.nobodysLoggedSeconds,
  }
}

/** One person's logs, placed on all their days since somebody first logged. */
interface LoggedDays extends PlacedLogs {
  readonly days: PersonDays
}

/** From a week before the first log to the as-of instant; an instant is at most a date off from its UTC date. */
function loggedPeriodOf({ period, asOfAt }: EffortSettings, firstLogAt: Instant): DateRange {
  if (firstLogAt === Number.POSITIVE_INFINITY) return period
  return {
    from: addDays(localDateOf(firstLogAt, 'UTC'), -8),
    to: addDays(localDateOf(asOfAt, 'UTC'), 2),
  }
}

function* logSteps(
  people: readonly PlanPerson[],
  records: Records,
  lookup: CapacityLookup,
): Steps<ReadonlyMap<string, LoggedDays>> {
  const placed = new Map<string, LoggedDays>()
  for (const person of people) {
    const logs = records.logsOf(person.personId)
    if (logs.length === 0) continue
    const days = personDaysOf(person, lookup)
    placed.set(person.personId, { days, ...placeLogs(logs, days) })
    yield
  }
  return placed
}

/** Time logged on days off in the period, in days of the person's own length. */
function addDaysOff(
  teamWeeks: TeamWeeks,
  { offDays }: PlacedLogs,
  period: DateRange,
  days: PersonDays | undefined,
): void {
  const anyDay = days?.days[0]
  if (days === undefined || anyDay === undefined) return
  for (const { date, loggedAt, loggedSeconds } of offDays) {
    const teamId = days.teamAt(loggedAt)
    if (teamId === null || date < period.from || date >= period.to) continue
    const workdayMs = anyDay.endAt - anyDay.startAt
    teamWeeks.addDayOff(
      { teamId, weekStart: weekStartOf(date) },
      Math.round((1000 * 1000 * loggedSeconds) / workdayMs),
    )
  }
}

/** What the days of all quarters on which people logged teach; the days themselves are let go. */
function* learnFromLogs(
  logs: ReadonlyMap<string, LoggedDays>,
  records: Records,
  workTypeOf: (ticket: number) => WorkType | null,
): Steps<{
  readonly logs: ReadonlyMap<string, PlacedLogs>
  readonly typeWeights: TypeWeight[]
  readonly unloggedTypes: ReadonlyMap<string, UnloggedTypes>
}> {
  const teamOf = (personId: string, at: number) => logs.get(personId)?.days.teamAt(at) ?? null
  const time = new LoggedTime(workTypeOf)
  const unloggedTypes = new Map<string, UnloggedTypes>()
  for (const [personId, own] of logs) {
    const logged = own.days.days.filter(({ date }) => own.onDays.has(date))
    const days = touchesOfPerson(personId, { ...own.days, days: logged }, own, records, teamOf)
    const unlogged = unloggedTypesOf(days, workTypeOf)
    unloggedTypes.set(personId, unlogged)
    for (const day of days) time.addDay(day, unlogged)
    yield
  }
  const placed = new Map([...logs].map(([personId, { onDays, offDays }]) => [personId, { onDays, offDays }]))
  return { logs: placed, typeWeights: time.weights(), unloggedTypes }
}

const nothingLogged: ReadonlyMap<number, number> = new Map()

function touchesOfPerson(
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
