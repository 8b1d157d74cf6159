import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'

/**
 * Whether the moves don't lead to one another, or the last of them, or of the changes of the assignee, leads elsewhere than the ticket
 * is. Events come oldest first.
 */
export function isContradicted({ statusId, assigneeId }: Ticket, events: readonly TicketEvent[]): boolean {
  let atStatusId: string | null = null
  for (const event of events) {
    if (event.kind !== 'status') continue
    const { fromStatusId, toStatusId } = event
    if (atStatusId !== null && fromStatusId !== null && fromStatusId !== atStatusId) return true
    atStatusId = toStatusId
  }
  const assigned = events.findLast((event) => event.kind === 'assignee')
  const isElsewhere = atStatusId !== null && atStatusId !== statusId
  return isElsewhere || (assigned?.kind === 'assignee' && assigned.toId !== assigneeId)
}
