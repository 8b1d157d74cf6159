import type { QuarterId } from '../../domain/quarter.ts'
import type { TicketRef } from '../../domain/ticket.ts'

/** The page that says why a ticket counts as it does. */
export function ticketPath({ connectionId, ticketId }: TicketRef): string {
  return `/tickets/${encodeURIComponent(connectionId)}/${encodeURIComponent(ticketId)}`
}

/** A team's reliability budget; without a quarter, that of the running one. */
export function teamPath(teamId: string, quarter?: QuarterId): string {
  return `/teams/${encodeURIComponent(teamId)}${quarter === undefined ? '' : `?quarter=${encodeURIComponent(quarter)}`}`
}

/** Where an admin starts a quarter's review. */
export function startReviewPath(quarter: QuarterId): string {
  return `/reviews?${new URLSearchParams({ quarter })}`
}
