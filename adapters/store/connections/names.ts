import { z } from 'zod'
import { text, uuid } from '../../../domain/fields.ts'
import type { TrackerKind } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { listConnections } from './connections.ts'

/** What each connection's tracker calls its site, by the connection's id; none for those without a name. */
export async function loadSiteNames(store: Store): Promise<Map<string, string>> {
  const rows = await selectRows(
    store.pool,
    z.object({ connectionId: uuid, siteName: text }),
    `select connection_id as "connectionId", site_name as "siteName" from connections where site_name is not null`,
  )
  return new Map(rows.map(({ connectionId, siteName }) => [connectionId, siteName]))
}

/** The connections' names by id, in the order of the names. */
export async function loadConnectionNames(store: Store): Promise<ReadonlyMap<string, string>> {
  return new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
}

/** The connections' trackers by id. */
export async function loadConnectionTrackers(store: Store): Promise<ReadonlyMap<string, TrackerKind>> {
  return new Map((await listConnections(store)).map(({ connectionId, tracker }) => [connectionId, tracker]))
}
