import { z } from 'zod'
import { uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'
import { selectFrom } from '../sql/table.ts'
import { ticketTable } from './tables.ts'

/**
 * Which keys may have one of the forms in `$1`, as `comparable` makes them: an odd key may have any of them. The database doesn't
 * know all that is alike.
 */
const mayBeNamed = (key: string) => `(lower(${key}) = any($1) or ${key} !~ '^[A-Za-z0-9_-]+$')`

/** The tickets that have or had one of some keys, given as `comparable` makes them, and perhaps others. */
export function loadTicketsNamed(store: Store, keys: readonly string[]): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)}
     where (connection_id, ticket_id) in (select connection_id, ticket_id from ticket_keys where ${mayBeNamed('key')})
     order by connection_id, ticket_id collate "C"`,
    [keys],
  )
}

/** One ticket for each name that each of Jira's projects has on its tickets: nothing else tells of them. */
export function loadTicketOfEachProject(store: Store): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} where (connection_id, ticket_id) in (
       select connection_id, min(ticket_id collate "C") from tickets
       where project_id is not null and project_key is not null and not is_context
       group by connection_id, project_id, project_key, project_name)
     order by connection_id, ticket_id collate "C"`,
  )
}

/** Whether anything was read from a tracker. */
export async function hasTickets(store: Store): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    z.object({ found: z.boolean() }),
    'select exists (select from tickets) as found',
  )
  return row?.found ?? false
}

const ticketCount = z.object({ connectionId: uuid, accountId: z.string(), tickets: wholeNumber })

/** How many tickets are each account's that changed in the days before the newest change. */
export function countRecentTickets(store: Store, days: number): Promise<z.infer<typeof ticketCount>[]> {
  return selectRows(
    store.pool,
    ticketCount,
    `select connection_id as "connectionId", assignee_id as "accountId", count(*)::integer as tickets from tickets
     where not is_context and assignee_id is not null
       and updated_at >= (select max(updated_at) from tickets where not is_context) - $1 * interval '1 day'
     group by connection_id, assignee_id`,
    [days],
  )
}
