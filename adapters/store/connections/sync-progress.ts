import { z } from 'zod'
import { text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { type SyncRun, syncRun, syncRunTable } from '../sync/run-record.ts'
import { type Connection, listConnections } from './connections.ts'

export interface SyncProgress {
  readonly connection: Connection
  /** Null before the first run. */
  readonly latestRun: SyncRun | null
  /** Tickets stored of this connection, those that left the tracker included, without what is only context. */
  readonly storedTickets: number
  /** Of them, those that are no longer there: deleted, trashed, moved away, or out of the account's sight. */
  readonly removedTickets: number
  readonly quarantined: number
  /** Why the last comparison with all that the tracker lists ended without its result; null where it didn't. */
  readonly censusFailure: string | null
}

const countsRow = z.object({
  connectionId: uuid,
  tickets: wholeNumber,
  removed: wholeNumber,
  quarantined: wholeNumber,
  censusFailure: text.nullable(),
})

/** How far each connection has been read, by the connections' names. */
export async function syncProgress(store: Store): Promise<SyncProgress[]> {
  const connections = await listConnections(store)
  const runs = await selectRows(
    store.pool,
    syncRunTable.row,
    `select distinct on (connection_id) ${selectList(syncRun)} from sync_runs order by connection_id, run_number desc`,
  )
  const counts = await selectRows(
    store.pool,
    countsRow,
    `select connection_id as "connectionId",
       (select count(*)::integer from tickets t where t.connection_id = c.connection_id and not t.is_context) as tickets,
       (select count(*)::integer from tickets t
         where t.connection_id = c.connection_id and not t.is_context and t.removal is not null) as removed,
       (select count(*)::integer from quarantine q where q.connection_id = c.connection_id) as quarantined,
       (select r.failure from sync_runs r where r.connection_id = c.connection_id and r.depth <> 'recent'
         and r.state <> 'running' order by r.run_number desc limit 1) as "censusFailure"
     from connections c`,
  )
  return connections.map((connection) => {
    const ofThis = (row: { connectionId: string }) => row.connectionId === connection.connectionId
    const count = counts.find(ofThis)
    return {
      connection,
      latestRun: runs.find(ofThis) ?? null,
      storedTickets: count?.tickets ?? 0,
      removedTickets: count?.removed ?? 0,
      quarantined: count?.quarantined ?? 0,
      censusFailure: count?.censusFailure ?? null,
    }
  })
}
