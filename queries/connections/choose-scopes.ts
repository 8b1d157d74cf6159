import type { Store } from '../../adapters/store/sql/client.ts'
import { type Connection, createConnection } from '../../adapters/store/sync/connections.ts'
import type { Instant } from '../../domain/instant.ts'

/**
 * Limits a stored connection to some projects or teams; its secret stays. Where they differ from before, the next sync reads
 * everything again.
 * @param scopeKeys empty for all that its account sees
 */
export async function chooseConnectionScopes(
  store: Store,
  connection: Connection,
  scopeKeys: readonly string[],
  { actor, nowAt }: { readonly actor: string; readonly nowAt: Instant },
): Promise<void> {
  const isSame = [...scopeKeys].sort().join() === [...connection.scopeKeys].sort().join()
  if (!isSame) await createConnection(store, { ...connection, scopeKeys, nowAt }, actor)
}
