import type { StatusMeaning } from '../../classify/status-rules.ts'
import type { Instant } from '../../instant.ts'
import type { Steps } from '../../steps.ts'
import type { TicketEvent } from '../../ticket.ts'
import { FlatRows } from './columns.ts'

/**
 * What an act says of the work on a ticket: `work` (a comment, or a move into progress) that it was worked on then, `handover` (a
 * move to what waits, or back) that it was worked on until then, `closing` that it had ended by then.
 */
export const actKinds = ['work', 'handover', 'closing'] as const

export type ActKind = (typeof actKinds)[number]

/** What a move into a status of that meaning is; one of no known meaning is taken for work. */
export function kindOfMove(meaning: StatusMeaning | null): ActKind {
  if (meaning === 'done' || meaning === 'dropped') return 'closing'
  return meaning === 'waiting' || meaning === 'unstarted' ? 'handover' : 'work'
}

/** An act of work on a ticket, and whose the ticket was just then: ticket and accounts by number. */
export interface Act {
  readonly ticket: number
  readonly actor: number
  readonly happenedAt: Instant
  readonly kind: ActKind
  readonly isComment: boolean
  readonly assignee: number
  /** See `Timeline`; only of comments. */
  readonly owner: number
}

/** Of an act: ticket, instant, assignee, and what it was (a comment's owner, or the code of a move's kind). */
const actWidth = 4

/** One account's acts, in the order in which they came: they are asked for together, and so lie together in memory. */
export class ActRows {
  readonly #rows = new FlatRows()

  get length(): number {
    return this.#rows.length / actWidth
  }

  push(act: Omit<Act, 'actor'>): void {
    this.#rows.push(act.ticket)
    this.#rows.push(act.happenedAt)
    this.#rows.push(act.assignee)
    this.#rows.push(act.isComment ? act.owner : codeOfKind(act.kind))
  }

  ticketAt(index: number): number {
    return this.#rows.at(actWidth * index)
  }

  happenedAt(index: number): Instant {
    return this.#rows.at(actWidth * index + 1)
  }

  assigneeAt(index: number): number {
    return this.#rows.at(actWidth * index + 2)
  }

  /** Only of comments. */
  ownerAt(index: number): number {
    return this.#rows.at(actWidth * index + 3)
  }

  isCommentAt(index: number): boolean {
    return this.ownerAt(index) >= 0
  }

  kindAt(index: number): ActKind {
    return this.isCommentAt(index) ? 'work' : kindOfCode(this.ownerAt(index))
  }
}

/** A kind as a number below 0, so that it can stand where a comment has a number of its own. */
export function codeOfKind(kind: ActKind): number {
  return -1 - actKinds.indexOf(kind)
}

export function kindOfCode(code: number): ActKind {
  return actKinds[-1 - code] ?? 'work'
}

/** Acts by the numbers of the accounts that did them. */
export class ActsByActor {
  readonly #rows = new Map<number, ActRows>()

  push(act: Act): void {
    const known = this.#rows.get(act.actor)
    if (known !== undefined) {
      known.push(act)
      return
    }
    const rows = new ActRows()
    rows.push(act)
    this.#rows.set(act.actor, rows)
  }

  [Symbol.iterator](): Iterator<[actor: number, acts: ActRows]> {
    return this.#rows.entries()
  }

  letGo(): void {
    this.#rows.clear()
  }
}

/** Bulk: this many different tickets changed or commented on by one account … */
const bulkTickets = 8
/** … within so long. */
const bulkWindowMs = 60_000

/**
 * Whether an event can be an act of work: a comment, or a status change that changed something.
 * The status that a ticket was created in is no change; assigning, logging and renaming are no acts (logged time has a
 * term of its own).
 */
export function isAct(event: TicketEvent): event is Extract<TicketEvent, { kind: 'status' | 'comment' }> {
  if (event.kind === 'status') return event.fromStatusId !== null && event.fromStatusId !== event.toStatusId
  return event.kind === 'comment'
}

/**
 * The acts that are bulk edits, which don't show who worked on what: part of at least 8 different tickets
 * that one account touched within 60 seconds. A person can drag a handful of cards on a Friday in that time;
 * eight are a selection in a list, a script or an import. (Changes of no named actor are one account here.)
 * They still change the ticket's status: only as acts they are left out.
 *
 * @returns by account that has any: a 1 for each of its acts that is one
 */
export function* bulkActSteps(acts: ActsByActor): Steps<ReadonlyMap<number, Uint8Array>> {
  const bulk = new Map<number, Uint8Array>()
  for (const [actor, own] of acts) {
    if (mayHoldBulk(own)) bulk.set(actor, bulkFlagsOf(own))
    yield
  }
  return bulk
}

/** Whether as many acts as a bulk edit has tickets lie close enough; hardly any account has them. */
function mayHoldBulk(own: ActRows): boolean {
  const times = new Float64Array(own.length)
  for (let act = 0; act < own.length; act += 1) times[act] = own.happenedAt(act)
  times.sort()
  for (let index = bulkTickets - 1; index < times.length; index += 1)
    if ((times[index] ?? 0) - (times[index - bulkTickets + 1] ?? 0) <= bulkWindowMs) return true
  return false
}

/** Slides a window over one account's acts, in order of time. */
function bulkFlagsOf(acts: ActRows): Uint8Array {
  const isBulk = new Uint8Array(acts.length)
  const own = [...isBulk.keys()].sort((a, b) => acts.happenedAt(a) - acts.happenedAt(b))
  const actsOfTicket = new Map<number, number>()
  let first = 0
  let marked = 0
  for (const [index, act] of own.entries()) {
    const ticket = acts.ticketAt(act)
    actsOfTicket.set(ticket, (actsOfTicket.get(ticket) ?? 0) + 1)
    for (let oldest = own[first]; oldest !== undefined; oldest = own[first]) {
      if (acts.happenedAt(act) - acts.happenedAt(oldest) <= bulkWindowMs) break
      const oldTicket = acts.ticketAt(oldest)
      const left = (actsOfTicket.get(oldTicket) ?? 0) - 1
      if (left > 0) actsOfTicket.set(oldTicket, left)
      else actsOfTicket.delete(oldTicket)
      first += 1
    }
    if (actsOfTicket.size < bulkTickets) continue
    for (const one of own.slice(Math.max(first, marked), index + 1)) isBulk[one] = 1
    marked = index + 1
  }
  return isBulk
}
