import type { Ticket, TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { selectFrom } from '../sql/table.ts'
import { ticketTable } from './tables.ts'

/** The stored parents of a ticket up to the topmost one; with the ticket itself where they come back to it. */
export function loadTicketsAbove(store: Store, { connectionId, ticketId }: TicketRef): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `with recursive above (parent_id) as (
       select parent_id from tickets where connection_id = $1 and ticket_id = $2
       union select t.parent_id from above join tickets t on t.connection_id = $1 and t.ticket_id = above.parent_id)
     ${selectFrom(ticketTable)} where connection_id = $1 and ticket_id in (select parent_id from above)`,
    [connectionId, ticketId],
  )
}

/** The stored tickets right below tickets, and right below projects: those in them whose parent isn't stored, or that have none. */
export function loadTicketsBelow(
  store: Store,
  connectionId: string,
  {
    ticketIds,
    projectIds,
  }: { readonly ticketIds: readonly string[]; readonly projectIds: readonly string[] },
): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} t where t.connection_id = $1 and (t.parent_id = any($2) or t.project_id = any($3)
       and not exists (select from tickets p where p.connection_id = $1 and p.ticket_id = t.parent_id))`,
    [connectionId, ticketIds, projectIds],
  )
}

/** The stored tickets right below a ticket. */
export function loadChildren(store: Store, { connectionId, ticketId }: TicketRef): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} where connection_id = $1 and parent_id = $2`,
    [connectionId, ticketId],
  )
}
