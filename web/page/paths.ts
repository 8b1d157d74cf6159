import type { QuarterId } from '../../domain/quarter.ts'
import type { TicketRef } from '../../domain/ticket.ts'

/** The page that says why a ticket counts as it does. */
export function ticketPath({ connectionId, ticketId }: TicketRef): string {
  return `/tickets/${encodeURIComponent(connectionId)}/${encodeURIComponent(ticketId)}`
}

/** What became of one mail, and what an admin may decide about it. */
export function deliveryPath(deliveryId: string): string {
  return `/deliveries/${encodeURIComponent(deliveryId)}`
}

/** A reader's mail of an edition, whose id has slashes. */
export function archivedPath(editionId: string): string {
  return `/archive/${encodeURIComponent(editionId)}`
}

/** A team's reliability budget; without a quarter, that of the running one. */
export function teamPath(teamId: string, quarter?: QuarterId): string {
  return `/teams/${encodeURIComponent(teamId)}${quarter === undefined ? '' : `?quarter=${encodeURIComponent(quarter)}`}`
}

/** Where an admin starts a quarter's review. */
export function startReviewPath(quarter: QuarterId): string {
  return `/reviews?${new URLSearchParams({ quarter })}`
}

/** A quarter's reports. */
export function quarterPath(quarter: QuarterId): string {
  return `/reports/${encodeURIComponent(quarter)}`
}

/** An edition as it would be now: from the quarter's last figures, or from those of this id. `part` is below its page. */
export function draftPath(
  quarter: QuarterId,
  {
    audience,
    scopeKey,
    figures = null,
  }: { readonly audience: string; readonly scopeKey: string; readonly figures?: string | null },
  part: '' | '/mail' | '/send-to-me' = '',
): string {
  const path = `${quarterPath(quarter)}/${['draft', audience, scopeKey].map(encodeURIComponent).join('/')}${part}`
  return figures === null ? path : `${path}?${new URLSearchParams({ figures })}`
}
