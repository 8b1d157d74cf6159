import { compareTexts } from './text/text-order.ts'
import type { Ticket } from './ticket.ts'

/** By the trackers' own ids, so that every store breaks ties alike; two trackers' equal ids by their addresses. */
export function compareTickets(
  a: Pick<Ticket, 'ticketId' | 'url' | 'connectionId'>,
  b: Pick<Ticket, 'ticketId' | 'url' | 'connectionId'>,
): number {
  return (
    compareTexts(a.ticketId, b.ticketId) ||
    compareTexts(a.url, b.url) ||
    compareTexts(a.connectionId, b.connectionId)
  )
}
