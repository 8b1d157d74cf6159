import type { Instant } from '../../instant.ts'
import type { PersonOfAccount } from '../../people.ts'
import type { Steps } from '../../steps.ts'
import { ticketRefKey } from '../../ticket.ts'
import { compareTickets } from '../../ticket-order.ts'
import type { EffortInput, EffortSettings, MeasuredTicket } from '../effort.ts'
import { bulkActsOf } from './acts.ts'
import { childrenInProgress, isWithin, outside, type TimeSpan } from './children.ts'
import { eachOnce } from './history.ts'
import { leavesOf } from './leaves.ts'
import { type Holding, holderOf, holdingsOf } from './presence.ts'
import { type Act, type TicketRecord, ticketReader } from './ticket-record.ts'
import type { Closing } from './timeline.ts'

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
  readonly tickets: readonly MeasuredTicket[]
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
 * The tickets' records and what each person did with them.
 * @internal for tests
 */
export function* recordSteps(input: EffortInput, periodStartAt: Instant, cutAt: Instant): Steps<Records> {
  return yield* personRecordSteps(yield* ticketRecordSteps(input), input, periodStartAt, cutAt)
}

/** Reads the histories of all tickets, each ticket once. */
export function* ticketRecordSteps(input: EffortInput): Steps<TicketRecord[]> {
  const byKey = new Map(input.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const events = Map.groupBy(input.events, ticketRefKey)
  yield
  const read = ticketReader(input)
  const records: TicketRecord[] = []
  for (const [key, ticket] of byKey) {
    records.push(read(ticket, eachOnce(events.get(key) ?? [])))
    yield
  }
  return records
}

/**
 * Sorts tickets' records by person. Nothing after the as-of instant is in them, so an old run can be repeated.
 *
 * A status change of no named actor (the tracker doesn't say, as on a merged branch), or by an account that matches nobody,
 * counts as the act of whoever was assigned just then: it says that the ticket moved on, and whose it was. What machine
 * accounts do is nobody's act.
 *
 * @param read each ticket once, in any order
 * @param cutAt the period's end or the as-of instant, whichever is first
 * @param restStartAt from when on the holdings of people who logged nothing count; defaults to the period's start
 */
export function* personRecordSteps(
  read: readonly TicketRecord[],
  settings: EffortSettings,
  periodStartAt: Instant,
  cutAt: Instant,
  restStartAt: Instant = periodStartAt,
): Steps<Records> {
  const ordered = read.toSorted((a, b) => compareTickets(a.ticket, b.ticket))
  const tickets = ordered.map(({ ticket }) => ticket)
  yield
  const leaves = leavesOf(tickets, cutAt)
  yield
  const bulk = bulkActsOf(ordered.flatMap(({ acts }) => acts))
  yield
  const isIgnored = (act: Act) => bulk.has(act) || isMachine(settings, act)
  const eventsAt: Instant[][] = []
  for (const { signsAt, acts } of ordered) {
    const comments = acts.filter((act) => act.kind === 'comment' && !isIgnored(act))
    eventsAt.push([...signsAt, ...comments.map((act) => act.happenedAt)].sort((a, b) => a - b))
    yield
  }
  const childSpansOf = childrenInProgress(
    tickets,
    ordered.map(({ spans }) => spans),
    eventsAt,
  )
  const people = new PeopleRecords(settings, periodStartAt, restStartAt)
  for (const [number, record] of ordered.entries()) people.addLogs(number, record)
  yield
  for (const [number, record] of ordered.entries()) {
    if (record.ticket.hierarchyLevel < 1) {
      const childSpans = childSpansOf(number)
      people.addHoldings(number, record, childSpans)
      for (const act of record.acts) if (!isIgnored(act)) people.addAct(number, act, childSpans)
    }
    yield
  }
  return {
    tickets,
    closings: ordered.map(({ closings }) => closings),
    isLeaf: tickets.map((ticket) => leaves.has(ticketRefKey(ticket))),
    eventsAt,
    byPerson: people.records,
    unmatchedAccounts: people.unmatched.size,
  }
}

function isMachine({ isMachineAccount }: EffortSettings, { connectionId, actorId }: Act): boolean {
  return actorId !== null && isMachineAccount(connectionId, actorId)
}

/** Collects records while the tickets are walked, and the accounts that match nobody. */
class PeopleRecords {
  readonly records = new Map<string, PersonRecord>()
  readonly unmatched = new Set<string>()
  readonly #settings: EffortSettings
  readonly #personOfAccount: PersonOfAccount
  readonly #periodStartAt: Instant
  readonly #restStartAt: Instant

  constructor(settings: EffortSettings, periodStartAt: Instant, restStartAt: Instant) {
    this.#settings = settings
    this.#restStartAt = restStartAt
    this.#personOfAccount = settings.personOfAccount
    this.#periodStartAt = periodStartAt
  }

  addHoldings(
    number: number,
    { ticket: { connectionId }, spans }: TicketRecord,
    childSpans: readonly TimeSpan[],
  ): void {
    for (const span of spans) {
      const accountId = holderOf(span)
      if (accountId !== null && span.endAt > this.#periodStartAt) this.#personOf(connectionId, accountId)
    }
    const personOf = (accountId: string) => this.#personOfAccount(connectionId, accountId)
    for (const holding of holdingsOf(spans, personOf)) {
      if (holding.endAt <= this.#restStartAt && !this.#hasLogged(holding.personId)) continue
      if (holding.endAt <= this.#periodStartAt) continue
      const { holdings } = this.#recordOf(holding.personId)
      for (const part of outside(holding, childSpans)) holdings.push({ ticket: number, holding: part })
    }
  }

  addLogs(number: number, { ticket: { connectionId }, logs }: TicketRecord): void {
    for (const { actorId, loggedAt, loggedSeconds } of logs) {
      if (actorId === null || loggedAt < this.#periodStartAt) continue
      const personId = this.#personOf(connectionId, actorId)
      if (personId !== null) this.#recordOf(personId).logs.push({ ticket: number, loggedAt, loggedSeconds })
    }
  }

  /** @param childSpans when something below the ticket was in progress */
  addAct(number: number, act: Act, childSpans: readonly TimeSpan[]): void {
    const { connectionId, happenedAt, assigneeId, ownerId: ownerAccountId } = act
    const personId = this.#actorOf(act)
    if (personId === null) return
    const record = this.#recordOf(personId)
    const acts = record.actsByTicket.get(number)
    if (acts === undefined) record.actsByTicket.set(number, [happenedAt])
    else acts.push(happenedAt)
    if (act.kind !== 'comment' || ownerAccountId === null || isWithin(childSpans, happenedAt)) return
    const ownerId = this.#personOfAccount(connectionId, ownerAccountId)
    if (ownerId === null || (assigneeId !== null && ownerId === personId)) return
    record.commentsOnOthers.push({ ticket: number, commentedAt: happenedAt, ownerId })
  }

  /** Whose act it is. */
  #actorOf({ kind, connectionId, actorId, assigneeId, happenedAt }: Act): string | null {
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
    if (personId === null && !this.#settings.isMachineAccount(connectionId, accountId))
      this.unmatched.add(`${connectionId}\u0000${accountId}`)
    return personId
  }

  #hasLogged(personId: string): boolean {
    return (this.records.get(personId)?.logs.length ?? 0) > 0
  }

  #recordOf(personId: string): PersonRecord {
    const known = this.records.get(personId)
    if (known !== undefined) return known
    const record: PersonRecord = { holdings: [], actsByTicket: new Map(), logs: [], commentsOnOthers: [] }
    this.records.set(personId, record)
    return record
  }
}
