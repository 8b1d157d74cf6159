import type { MeasuredTicket } from '../effort.ts'

/** The number of a parent that isn't there. */
export const noParent = -1

/** The number of each ticket's parent, by ticket number; `noParent` for a ticket without one, or whose parent was not read. */
export function parentNumbersOf(
  tickets: readonly Pick<MeasuredTicket, 'connectionId' | 'ticketId' | 'parentId'>[],
): Int32Array {
  const parentOf = new Int32Array(tickets.length).fill(noParent)
  // Hardly any ticket is a parent: only those that are named as one are looked up.
  const byConnection = new Map<string, Map<string, number>>()
  for (const { connectionId, parentId } of tickets) {
    if (parentId === null) continue
    const numbers = byConnection.get(connectionId) ?? new Map<string, number>()
    byConnection.set(connectionId, numbers.set(parentId, noParent))
  }
  tickets.forEach(({ connectionId, ticketId }, number) => {
    const numbers = byConnection.get(connectionId)
    if (numbers?.has(ticketId) === true) numbers.set(ticketId, number)
  })
  tickets.forEach(({ connectionId, parentId }, number) => {
    if (parentId !== null) parentOf[number] = byConnection.get(connectionId)?.get(parentId) ?? noParent
  })
  return parentOf
}
