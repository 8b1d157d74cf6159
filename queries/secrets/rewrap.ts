import { type KeyRing, openSecret, SecretUnreadableError, sealSecret } from '../../adapters/secrets.ts'
import {
  type Connection,
  listConnections,
  replaceSecret,
} from '../../adapters/store/connections/connections.ts'
import {
  type HookSecret,
  listHookSecrets,
  resealHookSecret,
} from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { exclusively } from '../../adapters/store/sql/process-lock.ts'
import type { Instant } from '../../domain/instant.ts'
import { hookSecretOwner } from '../hooks/hook-secret.ts'
import { commandLineActor } from '../sign-in/admins.ts'

export interface RewrapKeys {
  /** The ring as it is now. @throws SecretKeyError */
  readonly read: () => Promise<KeyRing>
  /** Puts a new key first; null where that is for the person to do. */
  readonly add: () => Promise<KeyRing | null>
}

export interface UnreadableSecret {
  readonly name: string
  readonly reason: string
}

export type Rewrap =
  | {
      readonly kind: 'rewrapped'
      /** Seals from now on. */
      readonly keyId: string
      readonly addedKey: boolean
      /** Names of connections. */
      readonly rewrapped: readonly string[]
      readonly unreadable: readonly UnreadableSecret[]
      /** Keys of the ring that seal no more. */
      readonly oldKeyIds: readonly string[]
    }
  /** Everything is sealed with the only key, and we can't add one. */
  | { readonly kind: 'no_new_key'; readonly keyId: string }
  | { readonly kind: 'already_running' }

/**
 * Adds a key and seals every connection's secret with it. Each row is a transaction of its own, and the older keys stay, so that
 * all can be opened wherever this ends. Where an earlier one ended too soon, it is finished without another key. What the keys
 * don't open is left as it is.
 * @throws SecretUnreadableError where there are secrets, and the keys open none: nothing is changed
 */
export async function rewrapSecrets(
  store: Store,
  keys: RewrapKeys,
  nowAt: Instant,
  actor = commandLineActor,
): Promise<Rewrap> {
  const done = await exclusively(store, 'plumbline secrets rewrap', () =>
    rewrapAlone(store, keys, { nowAt, actor }),
  )
  return done ?? { kind: 'already_running' }
}

async function rewrapAlone(
  store: Store,
  keys: RewrapKeys,
  by: { readonly nowAt: Instant; readonly actor: string },
): Promise<Rewrap> {
  const before = await keys.read()
  const connections = await listConnections(store)
  const readable = connections.filter((connection) => readingError(before, connection) === null)
  const [first] = connections
  if (first !== undefined && readable.length === 0) throw readingError(before, first)
  const hookSecrets = await listHookSecrets(store)
  const sealsAll = [...readable, ...hookSecrets].every(
    ({ secret }) => secret.keyId === before.sealingKey.keyId,
  )
  const added = sealsAll ? await keys.add() : null
  if (sealsAll && added === null && before.keys.size === 1) {
    return { kind: 'no_new_key', keyId: before.sealingKey.keyId }
  }
  const ring = added ?? before
  const rewrapped: string[] = []
  const unreadable: UnreadableSecret[] = []
  for (const { connectionId, name } of connections) {
    try {
      const replaced = await replaceSecret(store, connectionId, (connection) => rewrap(ring, connection), by)
      if (replaced) rewrapped.push(name)
    } catch (error) {
      if (!(error instanceof SecretUnreadableError)) throw error
      unreadable.push({ name, reason: error.message })
    }
  }
  await rewrapHooks(store, ring, { connections, hookSecrets })
  const { keyId } = ring.sealingKey
  const oldKeyIds = [...ring.keys.keys()].filter((each) => each !== keyId)
  return { kind: 'rewrapped', keyId, addedKey: added !== null, rewrapped, unreadable, oldKeyIds }
}

/** Null where the first key sealed it already. @throws SecretUnreadableError */
function rewrap(ring: KeyRing, { secret, name }: Connection) {
  const plaintext = openSecret(ring, secret, name)
  return secret.keyId === ring.sealingKey.keyId ? null : sealSecret(ring, plaintext, name)
}

/** Seals the secrets of webhooks anew; one that can't be opened is left as it is. */
async function rewrapHooks(
  store: Store,
  ring: KeyRing,
  { connections, hookSecrets }: { connections: readonly Connection[]; hookSecrets: readonly HookSecret[] },
): Promise<void> {
  for (const connection of connections) {
    const hook = hookSecrets.find(({ connectionId }) => connectionId === connection.connectionId)
    if (hook === undefined || hook.secret.keyId === ring.sealingKey.keyId) continue
    const owner = hookSecretOwner(connection)
    if (!ring.keys.has(hook.secret.keyId)) continue
    await resealHookSecret(store, hook, sealSecret(ring, openSecret(ring, hook.secret, owner), owner))
  }
}

/** Why the ring can't open a connection's secret; null where it can. */
export function readingError(ring: KeyRing, { secret, name }: Connection): SecretUnreadableError | null {
  try {
    openSecret(ring, secret, name)
    return null
  } catch (error) {
    if (error instanceof SecretUnreadableError) return error
    throw error
  }
}
