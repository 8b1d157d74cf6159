import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'

/** Notes at a connection that its tracker couldn't be read, and that it is tried again. */
export async function noteTrouble(
  store: Store,
  trouble: { readonly connectionId: string; readonly failure: string; readonly nowAt: Instant },
): Promise<void> {
  await store.pool.query(
    `update connections set trouble = $2, trouble_at = $3, trouble_since_at = coalesce(trouble_since_at, $3)
     where connection_id = $1`,
    [trouble.connectionId, sanitizeText(trouble.failure).value, timestampOf(trouble.nowAt)],
  )
}

/** Notes that the tracker answers again. */
export async function clearTrouble(store: Store, connectionId: string): Promise<void> {
  await store.pool.query(
    `update connections set trouble = null, trouble_at = null, trouble_since_at = null
     where connection_id = $1 and trouble is not null`,
    [connectionId],
  )
}
