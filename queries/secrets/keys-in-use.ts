import type { KeyRing } from '../../adapters/secrets.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import { listHookSecrets } from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { readingError, type UnreadableSecret } from './rewrap.ts'

export interface KeyInUse {
  readonly keyId: string
  /** The first of the ring; the others only open. */
  readonly seals: boolean
  /** Names of the connections whose secret, or that of whose webhooks, is sealed with it. */
  readonly connections: readonly string[]
}

export interface KeysInUse {
  /** In the order of the ring. */
  readonly keys: readonly KeyInUse[]
  readonly unreadable: readonly UnreadableSecret[]
}

/** Which key of the ring sealed which connections' secrets, and which secrets the ring can't open. */
export async function keysInUse(store: Store, ring: KeyRing): Promise<KeysInUse> {
  const read = (await listConnections(store)).map((connection) => ({
    connection,
    error: readingError(ring, connection),
  }))
  const hookSecrets = await listHookSecrets(store)
  return {
    keys: [...ring.keys.keys()].map((keyId) => ({
      keyId,
      seals: keyId === ring.sealingKey.keyId,
      connections: read
        .filter(
          ({ connection: { connectionId, secret }, error }) =>
            (error === null && secret.keyId === keyId) ||
            hookSecrets.some((hook) => hook.connectionId === connectionId && hook.secret.keyId === keyId),
        )
        .map(({ connection }) => connection.name),
    })),
    unreadable: read.flatMap(({ connection, error }) =>
      error === null ? [] : [{ name: connection.name, reason: error.message }],
    ),
  }
}
