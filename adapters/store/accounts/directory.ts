import type { TicketPage, TrackerScope } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import { upsertRows } from '../sql/upsert.ts'
import { containerTable, statusTable, userTable } from '../tickets/tables.ts'

/** Stores what a tracker lists apart from its pages: statuses, users and containers. */
export function saveDirectory(
  store: Store,
  directory: Pick<TicketPage, 'statuses' | 'users' | 'containers'>,
): Promise<void> {
  return inTransaction(store, async (client) => {
    await upsertRows(client, statusTable, directory.statuses)
    await upsertRows(client, userTable, directory.users)
    await upsertRows(client, containerTable, directory.containers)
  })
}

/** Follows sub-teams that moved below another team, or teams above that were renamed: their tickets aren't changed by it. */
export async function saveTeamsAbove(
  store: Store,
  connectionId: string,
  scopes: readonly TrackerScope[],
): Promise<void> {
  const placed = scopes.flatMap(({ scopeId, above }) => (above === undefined ? [] : [{ scopeId, above }]))
  if (placed.length === 0) return
  await store.pool.query(
    `update tickets set teams_above = input.above
     from json_to_recordset($2::json) as input("scopeId" text, above text[])
     where connection_id = $1 and team_id = input."scopeId" and teams_above <> input.above`,
    [connectionId, sanitizeJson(placed).value],
  )
}
