import { createHash, randomBytes } from 'node:crypto'
import { type KeyRing, lookForKey, openSecret } from '../../adapters/secrets.ts'
import { getConnection } from '../../adapters/store/connections/connections.ts'
import { noteHook } from '../../adapters/store/hooks/hook-deliveries.ts'
import { loadHookSecret } from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type HookRequest, isSignedBy } from '../../adapters/trackers/hooks.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { uuid } from '../../domain/fields.ts'
import type { Instant } from '../../domain/instant.ts'
import { hookSecretOwner } from './hook-secret.ts'

/** What becomes of a request to a connection's webhook address. */
export type HookReceived =
  /** The tickets that it names will be read; nothing is told of which, or whether it came before. */
  | 'taken'
  /** Signed, and not understood. */
  | 'unreadable'
  /** Not signed as it should be, too old, or there is nobody here to sign for. */
  | 'refused'

/** Takes a webhook, where the connection's secret signed it. @throws SecretError */
export async function receiveHook(
  store: Store,
  keys: () => Promise<KeyRing>,
  { connectionId, request, nowAt }: { connectionId: string; request: HookRequest; nowAt: Instant },
): Promise<HookReceived> {
  const known = uuid.safeParse(connectionId).success ? await loadHookSecret(store, connectionId) : null
  const connection = known === null ? null : await getConnection(store, connectionId)
  const hooks = trackers.all().find(({ kind }) => kind === connection?.tracker)?.hooks
  if (known === null || connection === null || hooks === undefined) {
    // Takes as long as a wrong signature does.
    isSignedBy(randomBytes(32).toString('hex'), request.body, null)
    return 'refused'
  }
  const ring = await keys()
  await lookForKey(ring, known.secret.keyId)
  const secret = openSecret(ring, known.secret, hookSecretOwner(connection))
  const read = await hooks.read(request, secret, nowAt)
  if (read.kind !== 'hook') return read.kind
  const { deliveryId, ticketIds } = read
  // The id isn't signed: who overheard a webhook can send it under another one: that reads its ticket once more.
  const deliveryKey = deliveryId === null ? hashOf(request.body) : `id:${deliveryId.slice(0, 200)}`
  await noteHook(store, { connectionId, deliveryKey, ticketIds, nowAt })
  return 'taken'
}

function hashOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
