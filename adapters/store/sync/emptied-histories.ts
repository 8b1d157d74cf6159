import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { selectRows } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'

const idRow = z.object({ ticketId: text })

/** A history only grows. One of which nothing came, although some of it is stored, was not read, whatever the tracker said. */
export async function emptiedHistories(
  on: Queryable,
  connectionId: string,
  { tickets, events }: { readonly tickets: readonly Ticket[]; readonly events: readonly TicketEvent[] },
): Promise<IncompleteTicket[]> {
  const moved = new Set(
    events.filter(({ kind }) => kind === 'status' || kind === 'assignee').map(({ ticketId }) => ticketId),
  )
  const unmovedIds = tickets.map(({ ticketId }) => ticketId).filter((ticketId) => !moved.has(ticketId))
  if (unmovedIds.length === 0) return []
  const rows = await selectRows(
    on,
    idRow,
    `select distinct ticket_id as "ticketId" from ticket_events
     where connection_id = $1 and ticket_id = any($2) and kind in ('status', 'assignee')`,
    [connectionId, unmovedIds],
  )
  return rows.map(({ ticketId }) => ({
    ticketId,
    part: 'history',
    cause: 'it came without any of what is stored',
  }))
}
