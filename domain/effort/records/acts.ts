import type { TicketEvent } from '../../ticket.ts'

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
export function bulkActsOf(acts: readonly TicketEvent[]): Set<TicketEvent> {
  const byActor = new Map<string, TicketEvent[]>()
  for (const act of acts) {
    const actor = `${act.connectionId}\u0000${act.actorId ?? ''}`
    const own = byActor.get(actor)
    if (own === undefined) byActor.set(actor, [act])
    else own.push(act)
  }
  const bulk = new Set<TicketEvent>()
  for (const own of byActor.values()) {
    own.sort((a, b) => a.happenedAt - b.happenedAt)
    markBulk(own, bulk)
  }
  return bulk
}

/** Slides a window over one account's acts, in order of time. */
function markBulk(own: readonly TicketEvent[], bulk: Set<TicketEvent>): void {
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
