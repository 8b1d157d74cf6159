import type { Instant } from '../../../domain/instant.ts'
import { refuseOvertaken } from '../../../domain/overtaken.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction } from '../sql/rows.ts'
import { type KnownScope, knowScopes } from '../sync/scope-cursors.ts'
import { placeText } from './audit.ts'
import { type Connection, endRunningReads } from './connections.ts'
import { lockConnection } from './lock.ts'

/** What a connection is to read. */
export interface ScopesToSave {
  readonly connectionId: string
  /** Keys of projects or teams; empty is all that the account sees. */
  readonly scopeKeys: readonly string[]
  /** Those projects or teams as the tracker shows them, so that they stay chosen under another key. */
  readonly scopes: readonly KnownScope[]
  /** The keys that the choice was made from. */
  readonly against: readonly string[]
  readonly actor: string
  readonly nowAt: Instant
}

/**
 * Limits a connection to projects or teams. Those that weren't read before are read whole by the next run.
 * @returns false where the connection is gone
 * @throws OvertakenError where other ones were chosen since
 */
export function saveScopes(
  store: Store,
  { connectionId, scopeKeys, scopes, against, actor, nowAt }: ScopesToSave,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const before = await lockConnection(client, connectionId)
    if (before === null) return false
    const [inForce, saving] = [keysText(before.scopeKeys), keysText(scopeKeys)]
    refuseOvertaken({ against: keysText(against), inForce, saving })
    if (saving === inForce) return true
    await client.query('update connections set scope_keys = $2, cursor_at = null where connection_id = $1', [
      connectionId,
      scopeKeys,
    ])
    await knowScopes(client, connectionId, scopes)
    await endRunningReads(client, connectionId, nowAt)
    const entry = { changedAt: nowAt, actor, action: 'change connection' as const }
    await addAuditEntry(client, {
      ...entry,
      subject: `connection ${before.name}`,
      before: placeText(before),
      after: placeText({ ...before, scopeKeys }),
    })
    return true
  })
}

/** Follows chosen projects or teams that have other keys now, unless other ones were chosen since. */
export async function renameScopeKeys(
  store: Store,
  { connectionId, scopeKeys: before }: Pick<Connection, 'connectionId' | 'scopeKeys'>,
  scopeKeys: readonly string[],
): Promise<void> {
  await store.pool.query(
    'update connections set scope_keys = $3 where connection_id = $1 and scope_keys = $2',
    [connectionId, before, scopeKeys],
  )
}

/** The same for the same keys, in whatever order they stand. */
function keysText(keys: readonly string[]): string {
  return JSON.stringify([...keys].sort())
}
