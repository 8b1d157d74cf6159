import { randomBytes } from 'node:crypto'
import { type KeyRing, sealSecret } from '../../adapters/secrets.ts'
import {
  type HookSecret,
  loadHookSecret,
  removeHookSecret,
  saveHookSecret,
} from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Connection } from '../../adapters/store/sync/connections.ts'
import type { Instant } from '../../domain/instant.ts'

interface By {
  readonly actor: string
  readonly nowAt: Instant
}

/** What a webhook's secret belongs to, so that it opens for nothing else. */
export function hookSecretOwner({ name }: Pick<Connection, 'name'>): string {
  return `webhooks of ${name}`
}

/** A secret to be given to a tracker. */
export function newHookSecret(): string {
  return randomBytes(32).toString('hex')
}

/** Takes webhooks that this secret signs, and none that another one does. */
export async function keepHookSecret(
  store: Store,
  keys: KeyRing,
  { connection, secret }: { connection: Pick<Connection, 'connectionId' | 'name'>; secret: string },
  by: By,
): Promise<void> {
  const { connectionId, name } = connection
  const sealed = sealSecret(keys, secret, hookSecretOwner(connection))
  await saveHookSecret(store, connectionId, sealed, { ...by, connectionName: name })
}

/** Switches a connection's webhooks off. @returns false where they were */
export function switchHooksOff(
  store: Store,
  { connectionId, name }: Pick<Connection, 'connectionId' | 'name'>,
  by: By,
): Promise<boolean> {
  return removeHookSecret(store, connectionId, { ...by, connectionName: name })
}

/** Since when a connection takes webhooks, and when the last one came; null where it takes none. */
export function hooksOf(
  store: Store,
  connectionId: string,
): Promise<Pick<HookSecret, 'madeAt' | 'receivedAt'> | null> {
  return loadHookSecret(store, connectionId)
}
