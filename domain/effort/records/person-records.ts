import type { Instant } from '../../instant.ts'
import type { PersonOfAccount } from '../../people.ts'
import type { Steps } from '../../steps.ts'
import { compareTexts } from '../../text-order.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../ticket.ts'
import type { EffortInput } from '../effort.ts'
import { bulkActsOf, isAct } from './acts.ts'
import { childrenInProgress, isWithin, outside, type TimeSpan } from './children.ts'
import { historiesOf } from './history.ts'
import { leavesOf } from './leaves.ts'
import { type Holding, holderOf, holdingsOf } from './presence.ts'
import { statusTable } from './status-table.ts'
import { type Closing, type Timeline, timelineOf } from './timeline.ts'

/** Everything one person did with tickets, from which their days are divided. Tickets go by number. */
export interface PersonRecord {
  readonly holdings: { readonly ticket: number; readonly holding: Holding }[]
  /** Own status changes and comments by ticket. */
  readonly actsByTicket: Map<number, Instant[]>
  readonly logs: { readonly ticket: number; readonly loggedAt: Instant; readonly loggedSeconds: number }[]
  /** Comments on tickets that were not assigned to the person then, and whose they were. */
  readonly commentsOnOthers: {
    readonly ticket: number
    readonly commentedAt: Instant
    readonly ownerId: string
  }[]
}

export interface Records {
  /** In the order of their ids; a ticket's place is its number. */
  readonly tickets: readonly Ticket[]
  /** Moves into done, by ticket number. */
  readonly closings: readonly (readonly Closing[])[]
  /** Whether the ticket of that number is no epic and has no children, for counting closed ones. */
  readonly isLeaf: readonly boolean[]
  /** When anything happened to the ticket of that number, its creation included; in order. */
  readonly eventsAt: readonly (readonly Instant[])[]
  readonly byPerson: ReadonlyMap<string, PersonRecord>
  readonly unmatchedAccounts: number
}

/**
 * Sorts histories by person. Nothing after the as-of instant is looked at, so an old run can be repeated.
 *
 * A status change of no named actor (the tracker doesn't say, as on a merged branch), or by an account that matches nobody,
 * counts as the act of whoever was assigned just then: it says that the ticket moved on, and whose it was. What machine
 * accounts do is nobody's act.
 *
 * @param cutAt the period's end or the as-of instant, whichever is first
 */
export function* recordSteps(input: EffortInput, periodStartAt: Instant, cutAt: Instant): Steps<Records> {
  const byKey = new Map(input.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const tickets = [...byKey.values()].sort(compareTickets)
  yield
  const histories = historiesOf(input.events)
  yield
  const leaves = leavesOf(tickets, cutAt)
  const historyOf = (ticket: Ticket) => histories.get(ticketRefKey(ticket)) ?? []
  const table = statusTable(input.statuses, input.waitingStatusNames)
  const acts = [...histories.values()].flat().filter((each) => isAct(each) && each.happenedAt <= input.asOfAt)
  const bulk = bulkActsOf(acts)
  const isSign = (event: TicketEvent): boolean =>
    event.happenedAt <= input.asOfAt && (isHandling(event) || !(bulk.has(event) || isMachine(input, event)))
  yield
  const people = new PeopleRecords(input, periodStartAt)
  const timelines: Timeline[] = []
  const eventsAt: Instant[][] = []
  for (const ticket of tickets) {
    const history = historyOf(ticket)
    timelines.push(timelineOf(ticket, history, table, input.asOfAt))
    eventsAt.push(eventsOf(ticket, history, isSign))
    yield
  }
  const childSpansOf = childrenInProgress(tickets, timelines, eventsAt)
  for (const [number, ticket] of tickets.entries()) {
    const timeline = timelines[number]
    if (timeline === undefined) continue
    const childSpans = childSpansOf(number)
    if (ticket.hierarchyLevel < 1) people.addHoldings(number, ticket, timeline, childSpans)
    for (const event of historyOf(ticket)) {
      if (event.happenedAt > input.asOfAt) continue
      const counts = ticket.hierarchyLevel < 1 && !bulk.has(event)
      people.addEvent(number, event, timeline, counts ? childSpans : null)
    }
    yield
  }
  return {
    tickets,
    closings: timelines.map((timeline) => timeline.closings),
    isLeaf: tickets.map((ticket) => leaves.has(ticketRefKey(ticket))),
    eventsAt,
    byPerson: people.records,
    unmatchedAccounts: people.unmatched.size,
  }
}

function isMachine({ isMachineAccount }: EffortInput, { connectionId, actorId }: TicketEvent): boolean {
  return actorId !== null && isMachineAccount(connectionId, actorId)
}

/** By the tracker's own ids, so that every store breaks ties alike; two trackers' equal ids by their addresses. */
function compareTickets(a: Ticket, b: Ticket): number {
  return (
    compareTexts(a.ticketId, b.ticketId) ||
    compareTexts(a.url, b.url) ||
    compareTexts(a.connectionId, b.connectionId)
  )
}

/** What puts a ticket into progress or into somebody's hands counts from there, by whatever machine or bulk edit. */
function isHandling({ kind }: TicketEvent): boolean {
  return kind === 'status' || kind === 'assignee'
}

/** The creation, and every event that is a sign of life, in order. */
function eventsOf(
  ticket: Ticket,
  history: readonly TicketEvent[],
  isSign: (event: TicketEvent) => boolean,
): Instant[] {
  const events = history.filter(isSign).map((event) => event.happenedAt)
  return [ticket.createdAt, ...events].sort((a, b) => a - b)
}

/** Collects records while the tickets are walked, and the accounts that match nobody. */
class PeopleRecords {
  readonly records = new Map<string, PersonRecord>()
  readonly unmatched = new Set<string>()
  readonly #input: EffortInput
  readonly #personOfAccount: PersonOfAccount
  readonly #periodStartAt: Instant

  constructor(input: EffortInput, periodStartAt: Instant) {
    this.#input = input
    this.#personOfAccount = input.personOfAccount
    this.#periodStartAt = periodStartAt
  }

  addHoldings(
    ticket: number,
    { connectionId }: Ticket,
    timeline: Timeline,
    childSpans: readonly TimeSpan[],
  ): void {
    for (const span of timeline.spans) {
      const accountId = holderOf(span)
      if (accountId !== null && span.endAt > this.#periodStartAt) this.#personOf(connectionId, accountId)
    }
    const personOf = (accountId: string) => this.#personOfAccount(connectionId, accountId)
    for (const holding of holdingsOf(timeline.spans, personOf)) {
      if (holding.endAt <= this.#periodStartAt) continue
      const { holdings } = this.#recordOf(holding.personId)
      for (const part of outside(holding, childSpans)) holdings.push({ ticket, holding: part })
    }
  }

  /** @param childSpans when something below the ticket was in progress; null where acts on it don't count */
  addEvent(
    ticket: number,
    event: TicketEvent,
    timeline: Timeline,
    childSpans: readonly TimeSpan[] | null,
  ): void {
    if (event.kind === 'worklog') this.#addLog(ticket, event)
    else if (isAct(event) && childSpans !== null && !isMachine(this.#input, event))
      this.#addAct(ticket, event, timeline, childSpans)
  }

  #addLog(ticket: number, event: Extract<TicketEvent, { kind: 'worklog' }>): void {
    if (event.actorId === null || event.happenedAt < this.#periodStartAt) return
    const personId = this.#personOf(event.connectionId, event.actorId)
    if (personId === null) return
    const { happenedAt: loggedAt, loggedSeconds } = event
    this.#recordOf(personId).logs.push({ ticket, loggedAt, loggedSeconds })
  }

  #addAct(
    ticket: number,
    event: Extract<TicketEvent, { kind: 'status' | 'comment' }>,
    timeline: Timeline,
    childSpans: readonly TimeSpan[],
  ): void {
    const assigneeId = timeline.assigneeAt(event.happenedAt)
    const personId = this.#actorOf(event, assigneeId)
    if (personId === null) return
    const record = this.#recordOf(personId)
    const acts = record.actsByTicket.get(ticket)
    if (acts === undefined) record.actsByTicket.set(ticket, [event.happenedAt])
    else acts.push(event.happenedAt)
    if (event.kind !== 'comment' || isWithin(childSpans, event.happenedAt)) return
    const ownerAccountId = timeline.ownerAt(event.happenedAt)
    if (ownerAccountId === null) return
    const ownerId = this.#personOfAccount(event.connectionId, ownerAccountId)
    if (ownerId === null || (assigneeId !== null && ownerId === personId)) return
    record.commentsOnOthers.push({ ticket, commentedAt: event.happenedAt, ownerId })
  }

  /** Whose act it is. */
  #actorOf(
    { kind, connectionId, actorId, happenedAt }: Extract<TicketEvent, { kind: 'status' | 'comment' }>,
    assigneeId: string | null,
  ): string | null {
    const countsAsWork = kind === 'status' && happenedAt >= this.#periodStartAt
    const personOf = (accountId: string | null): string | null => {
      if (accountId === null) return null
      return countsAsWork
        ? this.#personOf(connectionId, accountId)
        : this.#personOfAccount(connectionId, accountId)
    }
    return personOf(actorId) ?? (kind === 'status' ? personOf(assigneeId) : null)
  }

  /** The account's person; an account that matches nobody is recorded as unmatched. */
  #personOf(connectionId: string, accountId: string): string | null {
    const personId = this.#personOfAccount(connectionId, accountId)
    if (personId === null && !this.#input.isMachineAccount(connectionId, accountId))
      this.unmatched.add(`${connectionId}\u0000${accountId}`)
    return personId
  }

  #recordOf(personId: string): PersonRecord {
    const known = this.records.get(personId)
    if (known !== undefined) return known
    const record: PersonRecord = { holdings: [], actsByTicket: new Map(), logs: [], commentsOnOthers: [] }
    this.records.set(personId, record)
    return record
  }
}
