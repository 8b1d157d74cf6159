import type { Instant } from '../../instant.ts'
import type { TicketEvent, TicketRef } from '../../ticket.ts'

/** What tells whether an act is part of a bulk edit. */
export interface ActOnTicket extends TicketRef {
  readonly happenedAt: Instant
  readonly actorId: string | null
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
 */
export function bulkActsOf<Act extends ActOnTicket>(acts: Iterable<Act>): Set<Act> {
  const byConnection = new Map<string, Map<string, Act[]>>()
  for (const act of acts) {
    const byActor = byConnection.get(act.connectionId) ?? new Map<string, Act[]>()
    const own = byActor.get(act.actorId ?? '')
    if (own === undefined) byConnection.set(act.connectionId, byActor.set(act.actorId ?? '', [act]))
    else own.push(act)
  }
  const bulk = new Set<Act>()
  for (const own of [...byConnection.values()].flatMap((byActor) => [...byActor.values()])) {
    own.sort((a, b) => a.happenedAt - b.happenedAt)
    markBulk(own, bulk)
  }
  return bulk
}

/** Slides a window over one account's acts, in order of time. */
function markBulk<Act extends ActOnTicket>(own: readonly Act[], bulk: Set<Act>): void {
  const actsOfTicket = new Map<string, number>()
  let first = 0
  let marked = 0
  for (const [index, act] of own.entries()) {
    actsOfTicket.set(act.ticketId, (actsOfTicket.get(act.ticketId) ?? 0) + 1)
    for (let oldest = own[first]; oldest !== undefined; oldest = own[first]) {
      if (act.happenedAt - oldest.happenedAt <= bulkWindowMs) break
      const left = (actsOfTicket.get(oldest.ticketId) ?? 0) - 1
      if (left > 0) actsOfTicket.set(oldest.ticketId, left)
      else actsOfTicket.delete(oldest.ticketId)
      first += 1
    }
    if (actsOfTicket.size < bulkTickets) continue
    for (const one of own.slice(Math.max(first, marked), index + 1)) bulk.add(one)
    marked = index + 1
  }
}
