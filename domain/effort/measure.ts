import { startOfDate } from '../calendar.ts'
import { addDays } from '../instant.ts'
import { runAtOnce, type Steps } from '../steps.ts'
import { compareTexts } from '../text-order.ts'
import { assertConserved } from './conservation.ts'
import { type DayTouches, touchesOf } from './days/activity-days.ts'
import { splitDay, TeamWeeks } from './days/attribute.ts'
import { capacityLookup } from './days/capacity-lookup.ts'
import { type PersonDays, personDaysOf } from './days/person-days.ts'
import { typeWeightsOf } from './days/type-weights.ts'
import type { EffortInput, EffortResult } from './effort.ts'
import { closedTicketsOf, countClosed } from './records/closed.ts'
import { type PersonRecord, type Records, recordSteps } from './records/person-records.ts'
import { SecondOpinions } from './second-opinions.ts'

/**
 * Measures where a period's person-days went, per ticket, team and week (docs/how-we-measure.md).
 *
 * A person's day is divided among the tickets they had in progress, more to those that they themselves moved
 * or commented on in the days around, and as logged where people log; what no ticket explains is unattributed.
 * Choices that the formula leaves open are documented where they are made: a ticket on which its holder never acted
 * (`fade`, `touchesOf`), acts of nobody (`recordSteps`), bulk edits (`bulkActsOf`), logs against presence
 * (`typeWeightsOf`), the end of removed tickets and gaps in histories (`timelineOf`).
 *
 * Pure: the same input in any order, with events repeated or not, gives the same result.
 * @throws ConservationError on a mistake of this program
 * @throws UnknownTimeZoneError on a calendar with a time zone that doesn't exist
 * @internal for tests
 */
export function measureEffort(input: EffortInput): EffortResult {
  return runAtOnce(effortSteps(input))
}

/** The same in steps of milliseconds: a big company's quarter takes many seconds. */
export function* effortSteps(input: EffortInput): Steps<EffortResult> {
  const { period, asOfAt, plan } = input
  const cutAt = Math.min(asOfAt, startOfDate('UTC', addDays(period.to, 1)))
  const records = yield* recordSteps(input, startOfDate('UTC', addDays(period.from, -1)), cutAt)
  const ticketOf = (number: number) => records.tickets[number]
  const workTypes = records.tickets.map((ticket) => input.workTypeOf(ticket))
  const lookup = capacityLookup(plan, period, asOfAt)
  const people = [...plan.people].sort((a, b) => compareTexts(a.personId, b.personId))
  const daysOfPerson = new Map(people.map((person) => [person.personId, personDaysOf(person, lookup)]))
  const dayTouches = yield* dayTouchSteps(daysOfPerson, records)

  const loggingDays = dayTouches.filter(({ touches }) => touches.some((touch) => touch.loggedDays > 0))
  const typeWeights = typeWeightsOf(loggingDays, (ticket) => workTypes[ticket] ?? null)
  const tauOfType = new Map(typeWeights.map(({ workType, tauRatio }) => [workType, tauRatio]))
  const tauOf = (ticket: number) => tauOfType.get(workTypes[ticket] ?? '') ?? 1

  const teamWeeks = new TeamWeeks()
  const opinions = new SecondOpinions()
  for (const day of dayTouches) {
    teamWeeks.addDay(day, splitDay(day, tauOf), ticketOf)
    opinions.addDay(day)
    yield
  }
  const closed = closedTicketsOf(records, period, cutAt, (connectionId, accountId, at) => {
    const person = daysOfPerson.get(input.personOfAccount(connectionId, accountId) ?? '')
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
  }
}

function* dayTouchSteps(
  daysOfPerson: ReadonlyMap<string, PersonDays>,
  records: Records,
): Steps<DayTouches[]> {
  const nothing: PersonRecord = { holdings: [], actsByTicket: new Map(), logs: [], commentsOnOthers: [] }
  const isLeaf = (ticket: number) => records.isLeaf[ticket] === true
  const teamOf = (personId: string, at: number) => daysOfPerson.get(personId)?.teamAt(at) ?? null
  const found: DayTouches[] = []
  for (const [personId, days] of daysOfPerson) {
    found.push(...touchesOf(records.byPerson.get(personId) ?? nothing, days, isLeaf, teamOf))
    yield
  }
  return found
}
