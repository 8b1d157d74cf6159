import { type Ticket, ticketRefKey } from '../ticket.ts'

/**
 * The tickets that can hold effort: no epic or above, nothing with children (design, "Effort").
 * Children that were deleted don't make a parent; one that we merely can't see any more still does.
 * Returns `ticketRefKey`s.
 */
export function leavesOf(tickets: readonly Ticket[]): Set<string> {
  const parents = new Set<string>()
  for (const ticket of tickets) {
    if (ticket.parentId === null || ticket.removal === 'deleted' || ticket.removal === 'trashed') continue
    parents.add(ticketRefKey({ connectionId: ticket.connectionId, ticketId: ticket.parentId }))
  }
  const leaves = new Set<string>()
  for (const ticket of tickets) {
    const key = ticketRefKey(ticket)
    if (ticket.hierarchyLevel < 1 && !parents.has(key)) leaves.add(key)
  }
  return leaves
}
