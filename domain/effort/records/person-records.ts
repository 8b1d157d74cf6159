import type { Instant } from '../../instant.ts'
import type { PersonOfAccount } from '../../people.ts'
import type { Steps } from '../../steps.ts'
import { compareTexts } from '../../text-order.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../ticket.ts'
import type { EffortInput } from '../effort.ts'
import { bulkActsOf, isAct } from './acts.ts'
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
  /** Comments on tickets that somebody else had in progress. */
  readonly commentsOnOthers: {
    readonly ticket: number
    readonly commentedAt: Instant
    readonly holderId: string
  }[]
}

export interface Records {
  /** In the order of their ids; a ticket's place is its number. */
  readonly tickets: readonly Ticket[]
  /** Moves into done, by ticket number. */
  readonly closings: readonly (readonly Closing[])[]
  /** Whether the ticket of that number can hold effort. */
  readonly isLeaf: readonly boolean[]
  readonly byPerson: ReadonlyMap<string, PersonRecord>
  readonly unmatchedAccounts: number
}

/**
 * Sorts histories by person. Nothing after the as-of instant is looked at, so an old run can be repeated.
 *
 * A status change of no named actor (the tracker doesn't say, or a machine did it, as on a merged branch)
 * counts as the act of whoever was assigned just then.
 *
 * @param cutAt the period's end or the as-of instant, whichever is first
 */
export function* recordSteps(input: EffortInput, periodStartAt: Instant, cutAt: Instant): Steps<Records> {
  const byKey = new Map(input.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const tickets = [...byKey.entries()].sort(([a], [b]) => compareTexts(a, b)).map(([, ticket]) => ticket)
  yield
  const histories = historiesOf(input.events)
  yield
  const leaves = leavesOf(tickets, cutAt)
  const table = statusTable(input.statuses, input.waitingStatusNames)
  const acts = [...histories.values()].flat().filter((each) => isAct(each) && each.happenedAt <= input.asOfAt)
  const bulk = bulkActsOf(acts)
  yield
  const people = new PeopleRecords(input.personOfAccount, periodStartAt)
  const closings: (readonly Closing[])[] = []
  for (const [number, ticket] of tickets.entries()) {
    const history = histories.get(ticketRefKey(ticket)) ?? []
    const timeline = timelineOf(ticket, history, table, input.asOfAt)
    closings.push(timeline.closings)
    const isLeaf = leaves.has(ticketRefKey(ticket))
    if (isLeaf) people.addHoldings(number, ticket, timeline)
    for (const event of history) {
      if (event.happenedAt > input.asOfAt) continue
      people.addEvent(number, event, timeline, isLeaf && !bulk.has(event))
    }
    yield
  }
  return {
    tickets,
    closings,
    isLeaf: tickets.map((ticket) => leaves.has(ticketRefKey(ticket))),
    byPerson: people.records,
    unmatchedAccounts: people.unmatched.size,
  }
}

/** Collects records while the tickets are walked, and the accounts that match nobody. */
class PeopleRecords {
  readonly records = new Map<string, PersonRecord>()
  readonly unmatched = new Set<string>()
  readonly #personOfAccount: PersonOfAccount
  readonly #periodStartAt: Instant

  constructor(personOfAccount: PersonOfAccount, periodStartAt: Instant) {
    this.#personOfAccount = personOfAccount
    this.#periodStartAt = periodStartAt
  }

  addHoldings(ticket: number, { connectionId }: Ticket, timeline: Timeline): void {
    for (const span of timeline.spans) {
      const accountId = holderOf(span)
      if (accountId !== null && span.endAt > this.#periodStartAt) this.#personOf(connectionId, accountId)
    }
    const personOf = (accountId: string) => this.#personOfAccount(connectionId, accountId)
    for (const holding of holdingsOf(timeline.spans, personOf)) {
      if (holding.endAt > this.#periodStartAt)
        this.#recordOf(holding.personId).holdings.push({ ticket, holding })
    }
  }

  addEvent(ticket: number, event: TicketEvent, timeline: Timeline, counts: boolean): void {
    if (event.kind === 'worklog') this.#addLog(ticket, event)
    else if (isAct(event) && counts) this.#addAct(ticket, event, timeline)
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
  ): void {
    const assigneeId = timeline.assigneeAt(event.happenedAt)
    const accountId = event.actorId ?? (event.kind === 'status' ? assigneeId : null)
    if (accountId === null) return
    const countsAsWork = event.kind === 'status' && event.happenedAt >= this.#periodStartAt
    const personId = countsAsWork
      ? this.#personOf(event.connectionId, accountId)
      : this.#personOfAccount(event.connectionId, accountId)
    if (personId === null) return
    const record = this.#recordOf(personId)
    const acts = record.actsByTicket.get(ticket)
    if (acts === undefined) record.actsByTicket.set(ticket, [event.happenedAt])
    else acts.push(event.happenedAt)
    if (event.kind !== 'comment' || assigneeId === null || !timeline.inProgressAt(event.happenedAt)) return
    const holderId = this.#personOfAccount(event.connectionId, assigneeId)
    if (holderId === null || holderId === personId) return
    record.commentsOnOthers.push({ ticket, commentedAt: event.happenedAt, holderId })
  }

  /** The account's person; an account that matches nobody is recorded as unmatched. */
  #personOf(connectionId: string, accountId: string): string | null {
    const personId = this.#personOfAccount(connectionId, accountId)
    if (personId === null) this.unmatched.add(`${connectionId}\u0000${accountId}`)
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
