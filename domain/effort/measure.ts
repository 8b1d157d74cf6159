import { runAtOnce, type Steps } from '../calculation/steps.ts'
import { localDateOf, startOfDate } from '../calendar.ts'
import type { WorkType } from '../category.ts'
import { addDays, type DateRange, type Instant } from '../instant.ts'
import type { PlanPerson } from '../plan/plan.ts'
import { compareTexts } from '../text/text-order.ts'
import { type CapacityLookup, capacityLookup } from './days/capacity-lookup.ts'
import { type PlacedLogs, placeLogs } from './days/logged-days.ts'
import { type UnloggedTypes, unloggedTypesOf } from './days/logged-types.ts'
import { type PersonDays, personDaysOf } from './days/person-days.ts'
import { LoggedTime } from './days/type-weights.ts'
import type {
  EffortInput,
  EffortOfTeams,
  EffortResult,
  EffortSettings,
  EffortSummary,
  TypeWeight,
} from './effort.ts'
import { closedTicketsOf, countClosed } from './records/closed.ts'
import { personRecordSteps, type Records, ticketRecordSteps } from './records/person-records.ts'
import type { TicketRecords } from './records/ticket-records.ts'
import { type DividedDays, daysByTeam, daysOff, teamSteps, touchesOfPerson } from './team-days.ts'

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
 * at the same time.
 *
 * @param read used up
 */
export function* measureSteps(read: TicketRecords, settings: EffortSettings): Steps<EffortResult> {
  const { summary, teams } = yield* teamMeasuringSteps(read, settings)
  const parts: EffortOfTeams[] = []
  for (const team of teams) parts.push(yield* team)
  return {
    rows: parts.flatMap(({ rows }) => rows),
    capacity: parts.flatMap(({ capacity }) => capacity),
    secondOpinions: parts.flatMap((part) => part.secondOpinions),
    ...summary,
  }
}

/** A measuring before its people's days are divided. */
export interface TeamMeasuring {
  readonly summary: EffortSummary
  /** What divides each team's days, in the order of the teams' ids: each to be run once, in any order. */
  readonly teams: readonly Steps<EffortOfTeams>[]
}

/** The same team by team, so that one team's days can be stored while the next one's are divided. */
export function* teamMeasuringSteps(read: TicketRecords, settings: EffortSettings): Steps<TeamMeasuring> {
  const { period, asOfAt, plan } = settings
  const { firstLogAt } = read
  const cutAt = Math.min(asOfAt, startOfDate('UTC', addDays(period.to, 1)))
  // From the day before the period on; of people who log, from the first log on.
  const fromAt = startOfDate('UTC', addDays(period.from, -1))
  const records = yield* personRecordSteps(read, Math.min(fromAt, firstLogAt), cutAt)
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
    period,
  )
  const tauOfType = new Map(typeWeights.map(({ workType, tauRatio }) => [workType, tauRatio]))

  const lookup = capacityLookup(plan, period, asOfAt)
  const daysOfPerson = new Map<string, PersonDays>()
  for (const person of people) {
    daysOfPerson.set(person.personId, personDaysOf(person, lookup))
    yield
  }
  const closed = closedTicketsOf(records, period, cutAt, (connectionId, accountId, at) => {
    const person = daysOfPerson.get(settings.personOfAccount(connectionId, accountId) ?? '')
    const teamId = person?.teamAt(at) ?? null
    return person === undefined || teamId === null ? null : { teamId, date: person.dateOf(at) }
  })
  const summary: EffortSummary = {
    typeWeights,
    closed: countClosed(closed),
    unmatchedAccounts: records.unmatchedAccounts,
    nobodysLoggedSeconds: read.nobodysLoggedSeconds,
  }
  const tauOf = (ticket: number) => tauOfType.get(workTypes[ticket] ?? '') ?? 1
  const readUntil = (ticket: number) =>
    settings.readUntilOf?.(records.tickets[ticket]?.connectionId ?? '') ?? Number.POSITIVE_INFINITY
  const context: DividedDays = {
    ...{ records, daysOfPerson, logs, unloggedTypes, workTypeOf, tauOf, fromAt },
    readUntil,
  }
  const peopleOf = daysByTeam(daysOfPerson)
  const daysOffOf = Map.groupBy(daysOff(logs, period, daysOfPerson), ({ teamId }) => teamId)
  const closedOf = Map.groupBy(closed, ({ teamId }) => teamId)
  const teamIds = new Set([...peopleOf.keys(), ...daysOffOf.keys(), ...closedOf.keys()])
  const teams = [...teamIds].sort(compareTexts).map((teamId) =>
    teamSteps(context, {
      people: peopleOf.get(teamId) ?? new Map(),
      daysOff: daysOffOf.get(teamId) ?? [],
      closed: closedOf.get(teamId) ?? [],
      teamId,
    }),
  )
  return { summary, teams }
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

/**
 * What the days of all quarters on which people logged teach. The days themselves are let go, and so are all logs on working days
 * but those of the period.
 */
function* learnFromLogs(
  logs: ReadonlyMap<string, LoggedDays>,
  records: Records,
  workTypeOf: (ticket: number) => WorkType | null,
  { from, to }: DateRange,
): Steps<{
  readonly logs: ReadonlyMap<string, PlacedLogs>
  readonly typeWeights: TypeWeight[]
  readonly unloggedTypes: ReadonlyMap<string, UnloggedTypes>
}> {
  const teamOf = (personId: string, at: number) => logs.get(personId)?.days.teamAt(at) ?? null
  const time = new LoggedTime(workTypeOf)
  const unloggedTypes = new Map<string, UnloggedTypes>()
  const placed = new Map<string, PlacedLogs>()
  for (const [personId, own] of logs) {
    const logged = own.days.days.filter(({ date }) => own.onDays.has(date))
    const days = touchesOfPerson(personId, { ...own.days, days: logged }, own, records, teamOf)
    const unlogged = unloggedTypesOf(days, workTypeOf)
    unloggedTypes.set(personId, unlogged)
    for (const day of days) time.addDay(day, unlogged)
    const inPeriod = [...own.onDays].filter(([date]) => from <= date && date < to)
    placed.set(personId, { onDays: new Map(inPeriod), offDays: own.offDays })
    yield
  }
  return { logs: placed, typeWeights: time.weights(), unloggedTypes }
}
