import type { Instant } from '../../instant.ts'
import { ticketRefKey } from '../../ticket.ts'
import type { RecordedTicket } from './ticket-records.ts'

type ParentedTicket = Pick<
  RecordedTicket,
  'connectionId' | 'ticketId' | 'parentId' | 'hierarchyLevel' | 'createdAt' | 'removal' | 'statusCategory'
>

/**
 * The tickets that can hold effort: no epic or above, nothing with children (docs/how-we-measure.md).
 * A child that was deleted before anyone started it makes no parent; one that was worked on still does, so that
 * deleting it doesn't hand its parent days that were the child's. A child that didn't exist yet at the end of what
 * is measured makes none either: breaking a ticket down later must not take away its past effort.
 *
 * @param endAt the period's end or the as-of instant, whichever is first; without it every child counts
 * @returns `ticketRefKey`s
 */
export function leavesOf(
  tickets: readonly ParentedTicket[],
  endAt: Instant = Number.POSITIVE_INFINITY,
): Set<string> {
  const parents = new Set<string>()
  for (const ticket of tickets) {
    if (ticket.parentId === null || ticket.createdAt >= endAt || wasNeverReal(ticket)) continue
    parents.add(ticketRefKey({ connectionId: ticket.connectionId, ticketId: ticket.parentId }))
  }
  const leaves = new Set<string>()
  for (const ticket of tickets) {
    const key = ticketRefKey(ticket)
    if (ticket.hierarchyLevel < 1 && !parents.has(key)) leaves.add(key)
  }
  return leaves
}

function wasNeverReal({ removal, statusCategory }: ParentedTicket): boolean {
  const gone = removal === 'deleted' || removal === 'trashed'
  return gone && (statusCategory === 'unstarted' || statusCategory === 'canceled')
}
