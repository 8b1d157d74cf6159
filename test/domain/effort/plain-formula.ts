import { localDateOf, workingHoursOf, workingPartOf } from '../../../domain/calendar.ts'
import { absentPartOn, dayPartsOf } from '../../../domain/effort/days/day-parts.ts'
import { splitByLargestRemainder } from '../../../domain/effort/days/largest-remainder.ts'
import {
  type NearActs,
  presenceOf,
  staleAfterDays,
  ticketWeight,
} from '../../../domain/effort/days/weights.ts'
import type { EffortInput, EffortRow } from '../../../domain/effort/effort.ts'
import { isAct, kindOfMove } from '../../../domain/effort/records/acts.ts'
import { historiesOf } from '../../../domain/effort/records/history.ts'
import { holdingsOf } from '../../../domain/effort/records/presence.ts'
import { timelineOf } from '../../../domain/effort/records/timeline.ts'
import { datesOf, type Instant, type LocalDate, weekStartOf } from '../../../domain/instant.ts'
import { membershipOn } from '../../../domain/plan/memberships.ts'
import type { Calendar, PlanPerson } from '../../../domain/plan/plan.ts'
import { quarterOf } from '../../../domain/quarter.ts'
import { compareTexts } from '../../../domain/text/text-order.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'

const dayMs = 86_400_000

/**
 * The formula as docs/how-we-measure.md has it, without an index or a column: every day of every person looks at every ticket. For
 * histories without logs, machines and bulk edits, of teams that share a calendar, each person in one at a time.
 */
export function plainRows(input: EffortInput): EffortRow[] {
  const [calendar] = input.plan.calendars
  if (calendar === undefined) throw new Error('the plan has a calendar')
  const tickets = input.tickets.toSorted((a, b) => compareTexts(a.ticketId, b.ticketId)).map(lifeOf(input))
  const rows = new Map<string, EffortRow>()
  for (const person of input.plan.people) {
    for (const date of datesOf(input.period)) {
      const membership = membershipOn(person, date)
      const workingPart = workingPartOf(calendar, date)
      if (membership === undefined || workingPart === 0) continue
      const { teamId } = membership
      const onCallShare = onCallShareOf(input, teamId, date)
      const { availableMilliDays } = dayPartsOf(person, membership, date, workingPart, onCallShare)
      const touched = tickets
        .map((life) => ({ life, weight: weightOf(life, person, date, calendar, tickets, input) }))
        .filter(({ weight }) => weight !== null)
      const parts = splitByLargestRemainder(
        availableMilliDays,
        touched.map(({ weight }) => weight ?? 0),
      )
      for (const [index, { life }] of touched.entries()) {
        const milliDays = parts[index] ?? 0
        if (milliDays > 0) add(rows, { teamId, weekStart: weekStartOf(date), ticket: life.ref, milliDays })
      }
    }
  }
  return [...rows.values()].toSorted(
    (a, b) =>
      compareTexts(a.teamId, b.teamId) ||
      compareTexts(a.weekStart, b.weekStart) ||
      compareTexts(a.ticket.ticketId, b.ticket.ticketId),
  )
}

type Life = ReturnType<ReturnType<typeof lifeOf>>

function lifeOf(input: EffortInput) {
  const histories = historiesOf(input.events)
  return (ticket: EffortInput['tickets'][number]) => {
    const { connectionId, ticketId, parentId, createdAt } = ticket
    const history = histories.get(ticketRefKey(ticket)) ?? []
    const timeline = timelineOf(ticket, history, input.statusMap, input.asOfAt)
    const personOf = (accountId: string | null) =>
      accountId === null ? null : input.personOfAccount(connectionId, accountId)
    return {
      ref: { connectionId, ticketId },
      parentId,
      signsAt: [createdAt, ...history.map(({ happenedAt }) => happenedAt)],
      spans: timeline.spans,
      holdings: holdingsOf(timeline.spans, personOf),
      acts: history.filter(isAct).map((event) => {
        const { happenedAt, actorId } = event
        const assigneeId = timeline.assigneeAt(happenedAt)
        const isComment = event.kind === 'comment'
        return {
          happenedAt,
          kind: isComment
            ? ('work' as const)
            : kindOfMove(input.statusMap.meaningOf(ticket, event.toStatusId)),
          isComment,
          personId: personOf(actorId) ?? (isComment ? null : personOf(assigneeId)),
          isAssigned: assigneeId !== null,
          ownerId: personOf(timeline.ownerAt(happenedAt)),
        }
      }),
    }
  }
}

/** Null where the person has nothing to do with the ticket that day. */
function weightOf(
  life: Life,
  person: PlanPerson,
  date: LocalDate,
  calendar: Calendar,
  all: readonly Life[],
  input: EffortInput,
): number | null {
  const { startAt, endAt } = workingHoursOf(calendar, date)
  const dateOf = (at: Instant) => localDateOf(at, calendar.timeZone)
  const time = { assignedMs: 0, assignedWaitingMs: 0, unassignedMs: 0, unassignedWaitingMs: 0 }
  const children = all.filter(({ parentId }) => parentId === life.ref.ticketId)
  const cuts = [life, ...children].flatMap(({ spans, signsAt }) => [
    ...spans.flatMap((span) => [span.startAt, span.endAt, span.startAt + staleAfterDays * dayMs]),
    ...signsAt.flatMap((at) => [at, at + staleAfterDays * dayMs]),
  ])
  const inDay = [...new Set([startAt, endAt, ...cuts])].filter((at) => at >= startAt && at <= endAt)
  const bounds = inDay.toSorted((a, b) => a - b)
  for (const [index, from] of bounds.entries()) {
    const ms = (bounds[index + 1] ?? from) - from
    const held = life.holdings.find(
      (each) => each.personId === person.personId && each.startAt <= from && from < each.endAt,
    )
    if (held === undefined || children.some((child) => isFreshlyInProgress(child, from))) continue
    const waitingMs = held.waiting ? ms : 0
    time[held.unassigned ? 'unassignedMs' : 'assignedMs'] += ms
    time[held.unassigned ? 'unassignedWaitingMs' : 'assignedWaitingMs'] += waitingMs
  }
  const isPresent = time.assignedMs + time.unassignedMs > 0
  const commented = life.acts.some(
    ({ isComment, isAssigned, personId, ownerId, happenedAt }) =>
      isComment &&
      personId === person.personId &&
      ownerId !== null &&
      (!isAssigned || ownerId !== personId) &&
      !children.some((child) => isFreshlyInProgress(child, happenedAt)) &&
      dateOf(happenedAt) === date &&
      teamOf(input, ownerId, date) === teamOf(input, person.personId, date),
  )
  if (!isPresent && !commented) return null
  const lastSign = life.signsAt
    .map(dateOf)
    .filter((each) => each <= date)
    .toSorted()
    .at(-1)
  const isFresh = lastSign !== undefined && datesOf({ from: lastSign, to: date }).length <= staleAfterDays
  return ticketWeight(1, {
    presence: isFresh ? presenceOf(time, endAt - startAt, nearActsOf(life, person, date, calendar)) : 0,
    commented: commented && !isPresent,
    loggedDays: 0,
  })
}

/** Where the day stands between the person's acts on the ticket. */
function nearActsOf({ acts }: Life, person: PlanPerson, date: LocalDate, calendar: Calendar): NearActs {
  const dateOf = (at: Instant) => localDateOf(at, calendar.timeZone)
  const own = acts
    .filter(({ personId }) => personId === person.personId)
    .toSorted(
      (a, b) =>
        a.happenedAt - b.happenedAt || (a.kind === 'closing' ? 1 : 0) - (b.kind === 'closing' ? 1 : 0),
    )
  const isNext = (act: (typeof own)[number]) =>
    dateOf(act.happenedAt) > date || (dateOf(act.happenedAt) === date && act.kind === 'closing')
  const daysTo = (act: (typeof own)[number]) =>
    workingDaysBetween(dateOf(act.happenedAt), date, person, calendar)
  const last = own.filter((act) => !isNext(act)).at(-1)
  const [next] = own.filter(isNext)
  return {
    last: last && (last.kind === 'work' || dateOf(last.happenedAt) === date) ? daysTo(last) : null,
    next:
      next === undefined || dateOf(next.happenedAt) === date
        ? null
        : next.kind === 'closing'
          ? ('closing' as const)
          : daysTo(next),
  }
}

/** In progress, with an event on it at most 30 days before. */
function isFreshlyInProgress({ spans, signsAt }: Life, at: Instant): boolean {
  return spans.some(
    (span) =>
      span.startAt <= at &&
      at < span.endAt &&
      [span.startAt, ...signsAt.filter((sign) => sign > span.startAt && sign < span.endAt)].some(
        (sign) => sign <= at && at < sign + staleAfterDays * dayMs,
      ),
  )
}

function workingDaysBetween(a: LocalDate, b: LocalDate, person: PlanPerson, calendar: Calendar): number {
  const [from, to] = a < b ? [a, b] : [b, a]
  return datesOf({ from, to }).filter(
    (date) => workingPartOf(calendar, date) > 0 && absentPartOn(person, date) < 1,
  ).length
}

function teamOf({ plan }: EffortInput, personId: string, date: LocalDate): string | null {
  const person = plan.people.find((each) => each.personId === personId)
  return (person && membershipOn(person, date)?.teamId) ?? null
}

function onCallShareOf({ plan }: EffortInput, teamId: string, date: LocalDate): number {
  const quarter = plan.quarters.find((each) => each.quarter === quarterOf(date, plan))
  return quarter?.teams.find((team) => team.teamId === teamId)?.onCallShare ?? 0
}

function add(rows: Map<string, EffortRow>, row: EffortRow): void {
  const key = `${row.teamId} ${row.weekStart} ${row.ticket.ticketId}`
  const milliDays = (rows.get(key)?.milliDays ?? 0) + row.milliDays
  rows.set(key, { ...row, milliDays })
}
