import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'

const idRow = z.object({ ticketId: text })

/** Enough to tell whether a list lacks many; more would tell the same. */
const mostKnown = 500

/** Tickets of these scopes that any list of changes has and that changed between two instants, as stored; the latest ones. */
export async function knownChanges(
  store: Store,
  connectionId: string,
  of: { readonly scopeIds: readonly string[]; readonly fromAt: Instant; readonly toAt: Instant },
): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    idRow,
    `select ticket_id as "ticketId" from tickets
     where connection_id = $1 and updated_at >= $3 and updated_at < $4 and coalesce(team_id, project_id) = any($2)
       and not is_context and removal is null and archived_at is null
     order by updated_at desc, ticket_id collate "C" limit $5`,
    [connectionId, of.scopeIds, timestampOf(of.fromAt), timestampOf(of.toAt), mostKnown],
  )
  return rows.map(({ ticketId }) => ticketId)
}

/**
 * Counts the requests that a doubt about a run's list of changes took, and notes whether the run's cursors stay, so that the next run
 * reads from the same instants. Once they are to stay, they do.
 */
export async function settleChanges(
  store: Store,
  runId: string,
  settled: { readonly requests: number; readonly keepsCursors: boolean },
): Promise<void> {
  await store.pool.query(
    'update sync_runs set keeps_cursors = keeps_cursors or $2, requests = requests + $3 where run_id = $1',
    [runId, settled.keepsCursors, settled.requests],
  )
}
