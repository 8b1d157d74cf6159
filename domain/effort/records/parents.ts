import type { RecordedTicket } from './ticket-records.ts'

/** The number of a parent that isn't there. */
export const noParent = -1

/** The number of each ticket's parent, by ticket number; `noParent` for a ticket without one, or whose parent was not read. */
export function parentNumbersOf(
  tickets: readonly Pick<RecordedTicket, 'connectionId' | 'ticketId' | 'parentId'>[],
): Int32Array {
  const byConnection = new Map<string, Map<string, number>>()
  for (const [number, { connectionId, ticketId }] of tickets.entries()) {
    const numbers = byConnection.get(connectionId) ?? new Map<string, number>()
    byConnection.set(connectionId, numbers.set(ticketId, number))
  }
  return Int32Array.from(tickets, ({ connectionId, parentId }) =>
    parentId === null ? noParent : (byConnection.get(connectionId)?.get(parentId) ?? noParent),
  )
}
