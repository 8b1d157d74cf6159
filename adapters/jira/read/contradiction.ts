import { inOrder } from '../../../domain/effort/records/history.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'

/** Whether the moves don't lead to one another, or the history ends elsewhere than the ticket is. Events come oldest first. */
export function isContradicted(ticket: Ticket, events: readonly TicketEvent[]): boolean {
  let atStatusId: string | null = null
  // Those of one instant may come in any order.
  const history = inOrder(events)
  for (const event of history) {
    if (event.kind !== 'status') continue
    const { fromStatusId, toStatusId } = event
    if (atStatusId !== null && fromStatusId !== null && fromStatusId !== atStatusId) return true
    atStatusId = toStatusId
  }
  return leadsElsewhere(ticket, history)
}

/** Whether the last of the moves, or of the changes of the assignee, leads elsewhere than the ticket is. Events come oldest first. */
export function endsElsewhere(ticket: Ticket, events: readonly TicketEvent[]): boolean {
  return leadsElsewhere(ticket, inOrder(events))
}

function leadsElsewhere({ statusId, assigneeId }: Ticket, history: readonly TicketEvent[]): boolean {
  const moved = history.findLast((event) => event.kind === 'status')
  const assigned = history.findLast((event) => event.kind === 'assignee')
  return (
    (moved?.kind === 'status' && moved.toStatusId !== statusId) ||
    (assigned?.kind === 'assignee' && assigned.toId !== assigneeId)
  )
}
