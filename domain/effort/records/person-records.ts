import type { Instant } from '../../instant.ts'
import type { Steps } from '../../steps.ts'
import { ticketRefKey } from '../../ticket.ts'
import { compareTickets } from '../../ticket-order.ts'
import type { EffortInput } from '../effort.ts'
import type { Account } from './accounts.ts'
import { type ActKind, type ActRows, bulkActSteps, codeOfKind, kindOfCode } from './acts.ts'
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
 * @param read used up
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
  const bulk = yield* bulkActSteps(read.acts)
  for (const [actor, acts] of read.acts) {
    const isBulk = bulk.get(actor)
    for (let act = 0; act < acts.length; act += 1) {
      if (acts.isCommentAt(act) && isBulk?.[act] !== 1)
        read.signs.push(acts.ticketAt(act), acts.happenedAt(act))
    }
    yield
  }
  const signsAt = yield* read.signs.inOrder(places.length)
  const eventsAt = (number: number) => signsAt(places[number] ?? missing())
  const childSpansOf = childrenInProgress(
    parentOf,
    places.map((place) => read.childSpans[place] ?? []),
    eventsAt,
  )
  yield
  const people = new PeopleRecords(read, numberOf, childSpansOf, periodStartAt)
  for (const [actor, acts] of read.acts) {
    const isBulk = bulk.get(actor)
    for (let act = 0; act < acts.length; act += 1) {
      if (isBulk?.[act] !== 1) people.addAct(actor, acts, act)
      if (act % itemsPerStep === 0) yield
    }
  }
  read.acts.letGo()
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
/** Of a person's act: ticket by number, instant, and of a comment on another's ticket its owner's account, else the code of its kind. */
const personActWidth = 3

/** Makes each person's record of the columns that tickets were read into. */
class PeopleRecords {
  readonly #read: TicketRecords
  readonly #numberOf: Uint32Array
  readonly #childSpansOf: (number: number) => readonly TimeSpan[]
  readonly #periodStartAt: Instant
  /** By place: the tickets that can hold effort. */
  readonly #isBelowEpics: Uint8Array
  /** See `personActWidth`. */
  readonly #actsOfPerson = new Map<string, FlatRows>()
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
    this.#isBelowEpics = Uint8Array.from(read.tickets, ({ hierarchyLevel }) => (hierarchyLevel < 1 ? 1 : 0))
  }

  /** @param act its place among the actor's */
  addAct(actor: number, acts: ActRows, act: number): void {
    const { accounts } = this.#read
    const place = acts.ticketAt(act)
    if (this.#isBelowEpics[place] !== 1) return
    const isComment = acts.isCommentAt(act)
    const happenedAt = acts.happenedAt(act)
    const movedAt = isComment ? null : happenedAt
    const assignee = accounts.at(acts.assigneeAt(act))
    const personId =
      this.#personOf(accounts.at(actor), movedAt) ?? (isComment ? null : this.#personOf(assignee, movedAt))
    if (personId === null) return
    const number = this.#numberOf[place] ?? 0
    const owner = isComment ? acts.ownerAt(act) : null
    const isOnOthers = owner !== null && this.#isOthers(owner, assignee, personId)
    const counts = isOnOthers && !isWithin(this.#childSpansOf(number), happenedAt)
    const rows = rowsOf(this.#actsOfPerson, personId)
    rows.push(number)
    rows.push(happenedAt)
    rows.push(counts ? owner : codeOfKind(acts.kindAt(act)))
  }

  /** Whether a ticket that a person commented on is another's. */
  #isOthers(owner: number, assignee: Account | undefined, personId: string): boolean {
    const ownerId = this.#read.accounts.at(owner)?.personId ?? null
    return ownerId !== null && (assignee?.isNobody === true || ownerId !== personId)
  }

  /** The account's person; an account that matches nobody and moved a ticket in the period is recorded as unmatched. */
  #personOf(account: Account | undefined, movedAt: Instant | null): string | null {
    if (account === undefined || account.personId !== null) return account?.personId ?? null
    const countsAsWork = movedAt !== null && movedAt >= this.#periodStartAt
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
    const { accounts } = this.#read
    const actsByTicket: PersonRecord['actsByTicket'] = new Map()
    const commentsOnOthers: PersonRecord['commentsOnOthers'] = []
    const rows = this.#actsOfPerson.get(personId) ?? noRows
    for (let start = 0; start < rows.length; start += personActWidth) {
      const ticket = rows.at(start)
      const happenedAt = rows.at(start + 1)
      if (happenedAt < fromAt && !heldTickets.has(ticket)) continue
      const what = rows.at(start + 2)
      const own: PersonAct = { happenedAt, kind: what < 0 ? kindOfCode(what) : 'work' }
      const known = actsByTicket.get(ticket)
      if (known === undefined) actsByTicket.set(ticket, [own])
      else known.push(own)
      if (what < 0 || happenedAt < fromAt) continue
      const ownerId = accounts.at(what)?.personId ?? null
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
