import type { Steps } from '../../calculation/steps.ts'
import type { Instant } from '../../instant.ts'
import { ticketRefKey } from '../../ticket.ts'
import { compareTickets } from '../../ticket-order.ts'
import type { EffortInput } from '../effort.ts'
import type { Account } from './accounts.ts'
import { type ActKind, bulkActSteps } from './acts.ts'
import { childrenInProgress, isWithin, outside, type TimeSpan } from './children.ts'
import { FlatRows } from './columns.ts'
import { eachOnce } from './history.ts'
import { leafFlagsOf } from './leaves.ts'
import { parentNumbersOf } from './parents.ts'
import type { Holding } from './presence.ts'
import {
  holdingWidth,
  logWidth,
  type RecordedTicket,
  rowsOf,
  TicketRecords,
  unassignedFlag,
  waitingFlag,
} from './ticket-records.ts'
import type { Closing } from './timeline.ts'

/** A person's own act on a ticket. */
export interface PersonAct {
  readonly happenedAt: Instant
  readonly kind: ActKind
}

/** Everything one person did with tickets, from which their days are divided. Tickets go by number. */
export interface PersonRecord {
  readonly holdings: { readonly ticket: number; readonly holding: Holding }[]
  /** Own status changes and comments by ticket, in any order; see `recordOf`. */
  readonly actsByTicket: Map<number, PersonAct[]>
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
  readonly tickets: readonly RecordedTicket[]
  /** Moves into done, by ticket number. */
  readonly closings: readonly (readonly Closing[])[]
  /** Whether the ticket of that number is no epic and has no children, for counting closed ones. */
  readonly isLeaf: readonly boolean[]
  /** When anything happened to the ticket of a number, its creation included; in order. */
  readonly eventsAt: (number: number) => ArrayLike<Instant>
  /**
   * Made anew each time: ask person by person, so that only one person's record is there at a time.
   * @param fromAt from when on holdings are wanted, and what was done on tickets that the person didn't hold; defaults to the
   *   beginning of all
   */
  readonly recordOf: (personId: string, fromAt?: Instant) => PersonRecord
  readonly logsOf: (personId: string) => PersonRecord['logs']
  readonly unmatchedAccounts: number
}

/**
 * The tickets' records and what each person did with them.
 * @internal for tests
 */
export function* recordSteps(input: EffortInput, periodStartAt: Instant, cutAt: Instant): Steps<Records> {
  return yield* personRecordSteps(yield* ticketRecordSteps(input), periodStartAt, cutAt)
}

/** Reads the histories of all tickets, each ticket once. */
export function* ticketRecordSteps(input: EffortInput): Steps<TicketRecords> {
  const byKey = new Map(input.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const events = Map.groupBy(input.events, ticketRefKey)
  yield
  const records = new TicketRecords(input)
  for (const [key, ticket] of byKey) {
    records.add(ticket, eachOnce(events.get(key) ?? []))
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
 * @param read loses what is no sign of life: it can be sorted once
 * @param cutAt the period's end or the as-of instant, whichever is first
 */
export function* personRecordSteps(
  read: TicketRecords,
  periodStartAt: Instant,
  cutAt: Instant,
): Steps<Records> {
  const places = read.tickets.map((_, place) => place)
  const ticketAt = (place: number) => read.tickets[place] ?? missing()
  places.sort((a, b) => compareTickets(ticketAt(a), ticketAt(b)))
  yield
  const tickets = places.map(ticketAt)
  const numberOf = new Uint32Array(places.length)
  for (const [number, place] of places.entries()) numberOf[place] = number
  yield
  const parentOf = parentNumbersOf(tickets)
  yield
  const isBulk = yield* bulkActSteps(read.acts)
  for (let index = 0; index < read.acts.length; index += 1) {
    if (isBulk(index) && read.acts.isCommentAt(index))
      read.signs.remove(read.acts.ticketAt(index), read.acts.happenedAt(index))
    if (index % itemsPerStep === 0) yield
  }
  const eventsAt = (number: number) => read.signs.of(places[number] ?? missing())
  const childSpansOf = childrenInProgress(
    parentOf,
    places.map((place) => read.childSpans[place] ?? []),
    eventsAt,
  )
  yield
  const people = new PeopleRecords(read, numberOf, childSpansOf, periodStartAt)
  for (let index = 0; index < read.acts.length; index += 1) {
    if (!isBulk(index)) people.addAct(index)
    if (index % itemsPerStep === 0) yield
  }
  return {
    tickets,
    closings: places.map((place) => read.closings[place] ?? []),
    isLeaf: leafFlagsOf(tickets, parentOf, cutAt),
    eventsAt,
    recordOf: (personId, fromAt = periodStartAt) => people.recordOf(personId, fromAt),
    logsOf: (personId) => people.logsOf(personId),
    unmatchedAccounts: people.countUnmatched(),
  }
}

function missing(): never {
  throw new Error('a ticket is numbered that was not read')
}

/** A step of so many takes less than a millisecond. */
const itemsPerStep = 256

const noRows = new FlatRows()

/** Makes each person's record of the columns that tickets were read into. */
class PeopleRecords {
  readonly #read: TicketRecords
  readonly #numberOf: Uint32Array
  readonly #childSpansOf: (number: number) => readonly TimeSpan[]
  readonly #periodStartAt: Instant
  /** Acts by number; following them from one to the next by links waits for memory at each. */
  readonly #actsOfPerson = new Map<string, FlatRows>()
  /** Whether an act is a comment on another's ticket. */
  readonly #isOnOthers: Uint8Array
  /** Of accounts that match nobody and moved a ticket in the period. */
  readonly #unmatchedMovers = new Set<number>()

  constructor(
    read: TicketRecords,
    numberOf: Uint32Array,
    childSpansOf: (number: number) => readonly TimeSpan[],
    periodStartAt: Instant,
  ) {
    this.#read = read
    this.#numberOf = numberOf
    this.#childSpansOf = childSpansOf
    this.#periodStartAt = periodStartAt
    this.#isOnOthers = new Uint8Array(read.acts.length)
  }

  /** @param act by its number */
  addAct(act: number): void {
    const { acts, accounts, tickets } = this.#read
    const place = acts.ticketAt(act)
    if ((tickets[place]?.hierarchyLevel ?? 1) >= 1) return
    const isComment = acts.isCommentAt(act)
    const assignee = accounts.at(acts.assigneeAt(act))
    const personId =
      this.#personOf(accounts.at(acts.actorAt(act)), act) ??
      (isComment ? null : this.#personOf(assignee, act))
    if (personId === null) return
    rowsOf(this.#actsOfPerson, personId).push(act)
    const ownerId = isComment ? (accounts.at(acts.ownerAt(act))?.personId ?? null) : null
    if (ownerId === null || (assignee?.isNobody !== true && ownerId === personId)) return
    if (isWithin(this.#childSpansOf(this.#numberOf[place] ?? 0), acts.happenedAt(act))) return
    this.#isOnOthers[act] = 1
  }

  /** The account's person; an account that matches nobody and moved a ticket in the period is recorded as unmatched. */
  #personOf(account: Account | undefined, act: number): string | null {
    if (account === undefined || account.personId !== null) return account?.personId ?? null
    const { acts } = this.#read
    const countsAsWork = !acts.isCommentAt(act) && acts.happenedAt(act) >= this.#periodStartAt
    if (countsAsWork && !account.isMachine && !account.isNobody) this.#unmatchedMovers.add(account.number)
    return null
  }

  recordOf(personId: string, fromAt: Instant): PersonRecord {
    const holdings = this.#holdingsOf(personId, fromAt)
    const heldTickets = new Set(holdings.map(({ ticket }) => ticket))
    const { actsByTicket, commentsOnOthers } = this.#actsOf(personId, heldTickets, fromAt)
    return { holdings, actsByTicket, logs: this.logsOf(personId), commentsOnOthers }
  }

  logsOf(personId: string): PersonRecord['logs'] {
    const rows = this.#read.logs.get(personId) ?? noRows
    const logs: PersonRecord['logs'] = []
    for (let start = 0; start < rows.length; start += logWidth) {
      const loggedAt = rows.at(start + 1)
      if (loggedAt < this.#periodStartAt) continue
      const ticket = this.#numberOf[rows.at(start)] ?? 0
      logs.push({ ticket, loggedAt, loggedSeconds: rows.at(start + 2) })
    }
    return logs
  }

  #holdingsOf(personId: string, fromAt: Instant): PersonRecord['holdings'] {
    const rows = this.#read.holdings.get(personId) ?? noRows
    const holdings: PersonRecord['holdings'] = []
    for (let start = 0; start < rows.length; start += holdingWidth) {
      const endAt = rows.at(start + 2)
      if (endAt <= fromAt) continue
      const ticket = this.#numberOf[rows.at(start)] ?? 0
      const flags = rows.at(start + 4)
      const holding: Holding = {
        personId,
        startAt: rows.at(start + 1),
        endAt,
        waiting: (flags & waitingFlag) > 0,
        unassigned: (flags & unassignedFlag) > 0,
        sinceAt: rows.at(start + 3),
      }
      for (const part of outside(holding, this.#childSpansOf(ticket)))
        holdings.push({ ticket, holding: part })
    }
    return holdings
  }

  #actsOf(
    personId: string,
    heldTickets: ReadonlySet<number>,
    fromAt: Instant,
  ): Pick<PersonRecord, 'actsByTicket' | 'commentsOnOthers'> {
    const { acts, accounts } = this.#read
    const actsByTicket: PersonRecord['actsByTicket'] = new Map()
    const commentsOnOthers: PersonRecord['commentsOnOthers'] = []
    const rows = this.#actsOfPerson.get(personId) ?? noRows
    for (let row = 0; row < rows.length; row += 1) {
      const act = rows.at(row)
      const ticket = this.#numberOf[acts.ticketAt(act)] ?? 0
      const happenedAt = acts.happenedAt(act)
      if (happenedAt >= fromAt || heldTickets.has(ticket)) {
        const own: PersonAct = { happenedAt, kind: acts.kindAt(act) }
        const known = actsByTicket.get(ticket)
        if (known === undefined) actsByTicket.set(ticket, [own])
        else known.push(own)
      }
      if (this.#isOnOthers[act] !== 1 || happenedAt < fromAt) continue
      const ownerId = accounts.at(acts.ownerAt(act))?.personId ?? null
      if (ownerId !== null) commentsOnOthers.push({ ticket, commentedAt: happenedAt, ownerId })
    }
    return { actsByTicket, commentsOnOthers }
  }

  /** Accounts that match nobody and, in the period, had a ticket in progress, logged time or moved a ticket. */
  countUnmatched(): number {
    const unmatched = new Set(this.#unmatchedMovers)
    for (const [account, at] of this.#read.strangersHeldUntil)
      if (at > this.#periodStartAt) unmatched.add(account)
    for (const [account, at] of this.#read.strangersLoggedAt)
      if (at >= this.#periodStartAt) unmatched.add(account)
    return unmatched.size
  }
}
