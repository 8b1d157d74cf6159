import { z } from 'zod'
import { wholeNumber } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'

const countRow = z.object({ tickets: wholeNumber })

/** Tickets of a connection that are stored as there, without what is only context. */
export async function countPresent(store: Store, connectionId: string): Promise<number> {
  const row = await selectRow(
    store.pool,
    countRow,
    `select count(*)::integer as tickets from tickets
     where connection_id = $1 and not is_context and removal is null`,
    [connectionId],
  )
  return row?.tickets ?? 0
}

/** Tickets that a tracker's count of these scopes would include and that are stored or set aside: without archived ones. */
export async function countArrived(
  store: Store,
  connectionId: string,
  scopeIds: readonly string[],
): Promise<number> {
  const row = await selectRow(
    store.pool,
    countRow,
    `select (select count(*) from tickets
         where connection_id = $1 and not is_context and removal is null and archived_at is null
           and coalesce(team_id, project_id) = any($2))::integer
       + (select count(*) from quarantine q where q.connection_id = $1 and q.record_kind = 'ticket'
         and not exists (select from tickets t where t.connection_id = $1 and t.ticket_id = q.record_id))::integer as tickets`,
    [connectionId, scopeIds],
  )
  return row?.tickets ?? 0
}
