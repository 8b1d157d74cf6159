import type { Instant } from '../../instant.ts'
import { ticketRefKey } from '../../ticket.ts'
import { noParent, parentNumbersOf } from './parents.ts'
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
 * @param parentOf see `parentNumbersOf`
 * @param endAt the period's end or the as-of instant, whichever is first
 * @returns by ticket number
 */
export function leafFlagsOf(
  tickets: readonly ParentedTicket[],
  parentOf: Int32Array,
  endAt: Instant,
): boolean[] {
  const isLeaf = tickets.map(({ hierarchyLevel }) => hierarchyLevel < 1)
  for (const [number, ticket] of tickets.entries()) {
    const parent = parentOf[number] ?? noParent
    if (parent !== noParent && ticket.createdAt < endAt && !wasNeverReal(ticket)) isLeaf[parent] = false
  }
  return isLeaf
}

/**
 * The same as `ticketRefKey`s.
 * @param endAt without it every child counts
 */
export function leavesOf(
  tickets: readonly ParentedTicket[],
  endAt: Instant = Number.POSITIVE_INFINITY,
): Set<string> {
  const isLeaf = leafFlagsOf(tickets, parentNumbersOf(tickets), endAt)
  return new Set(tickets.filter((_, number) => isLeaf[number]).map(ticketRefKey))
}

function wasNeverReal({ removal, statusCategory }: ParentedTicket): boolean {
  const gone = removal === 'deleted' || removal === 'trashed'
  return gone && (statusCategory === 'unstarted' || statusCategory === 'canceled')
}
