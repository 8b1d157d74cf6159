import type { Steps } from '../../calculation/steps.ts'
import type { StatusMeaning } from '../../classify/status-rules.ts'
import type { Instant } from '../../instant.ts'
import type { TicketEvent } from '../../ticket.ts'
import { Column } from './columns.ts'

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

/** Acts, each with the number of its place in the order in which they came; a column for each field. */
export class ActColumns {
  readonly #tickets = new Column('int32')
  readonly #actors = new Column('int32')
  readonly #times = new Column()
  readonly #assignees = new Column('int32')
  /** Of comments. Below 0 for a move: its kind's place among the kinds, from −1 down. */
  readonly #owners = new Column('int32')

  get length(): number {
    return this.#times.length
  }

  push(act: Act): void {
    this.#tickets.push(act.ticket)
    this.#actors.push(act.actor)
    this.#times.push(act.happenedAt)
    this.#assignees.push(act.assignee)
    this.#owners.push(act.isComment ? act.owner : -1 - actKinds.indexOf(act.kind))
  }

  ticketAt(index: number): number {
    return this.#tickets.at(index)
  }

  actorAt(index: number): number {
    return this.#actors.at(index)
  }

  assigneeAt(index: number): number {
    return this.#assignees.at(index)
  }

  /** Only of comments. */
  ownerAt(index: number): number {
    return this.#owners.at(index)
  }

  isCommentAt(index: number): boolean {
    return this.#owners.at(index) >= 0
  }

  kindAt(index: number): ActKind {
    return actKinds[-1 - this.#owners.at(index)] ?? 'work'
  }

  happenedAt(index: number): Instant {
    return this.#times.at(index)
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
 * @param acts each once, in any order
 * @returns for each act's number, whether it is one
 */
export function* bulkActSteps(acts: ActColumns): Steps<(act: number) => boolean> {
  const byActor = new Map<number, number[]>()
  for (let act = 0; act < acts.length; act += 1) {
    const actor = acts.actorAt(act)
    const own = byActor.get(actor)
    if (own === undefined) byActor.set(actor, [act])
    else own.push(act)
  }
  yield
  const isBulk = new Uint8Array(acts.length)
  for (const own of byActor.values()) {
    if (!mayHoldBulk(own, acts)) continue
    own.sort((a, b) => acts.happenedAt(a) - acts.happenedAt(b))
    markBulk(own, acts, isBulk)
    yield
  }
  return (act) => isBulk[act] === 1
}

/** Whether as many acts as a bulk edit has tickets lie close enough; hardly any account has them. */
function mayHoldBulk(own: readonly number[], acts: ActColumns): boolean {
  const times = new Float64Array(own.length)
  for (let index = 0; index < own.length; index += 1) times[index] = acts.happenedAt(own[index] ?? 0)
  times.sort()
  for (let index = bulkTickets - 1; index < times.length; index += 1)
    if ((times[index] ?? 0) - (times[index - bulkTickets + 1] ?? 0) <= bulkWindowMs) return true
  return false
}

/** Slides a window over one account's acts, in order of time. */
function markBulk(own: readonly number[], acts: ActColumns, isBulk: Uint8Array): void {
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
}
