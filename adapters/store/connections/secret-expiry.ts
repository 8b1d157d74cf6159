import { type Instant, isoOf } from '../../../domain/instant.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, timestampOf } from '../sql/rows.ts'
import { lockConnection } from './lock.ts'

/** Keeps when a connection's secret expires, as its tracker tells it. */
export async function learnSecretExpiry(
  store: Store,
  connectionId: string,
  expiresAt: Instant,
): Promise<void> {
  await store.pool.query(
    `update connections set secret_expires_at = $2
     where connection_id = $1 and secret_expires_at is distinct from $2`,
    [connectionId, timestampOf(expiresAt)],
  )
}

/**
 * Keeps when a connection's secret expires, as a person says; null takes it back.
 * @returns false where the connection is gone
 */
export function setSecretExpiry(
  store: Store,
  connectionId: string,
  {
    expiresAt,
    actor,
    nowAt,
  }: { readonly expiresAt: Instant | null; readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const before = await lockConnection(client, connectionId)
    if (before === null) return false
    if (before.secretExpiresAt === expiresAt) return true
    await client.query('update connections set secret_expires_at = $2 where connection_id = $1', [
      connectionId,
      timestampOf(expiresAt),
    ])
    const [was, is] = [before.secretExpiresAt, expiresAt].map((at) => (at === null ? 'not known' : isoOf(at)))
    const entry = {
      changedAt: nowAt,
      actor,
      action: 'change expiry' as const,
      subject: `connection ${before.name}`,
    }
    await addAuditEntry(client, { ...entry, before: was ?? null, after: is ?? null })
    return true
  })
}
