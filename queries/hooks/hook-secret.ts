import { randomBytes, randomUUID } from 'node:crypto'
import {
  type KeyRing,
  keyForPurpose,
  openSecret,
  SecretUnreadableError,
  sealSecret,
} from '../../adapters/secrets.ts'
import type { Connection } from '../../adapters/store/connections/connections.ts'
import {
  type HookSecret,
  hookSecretMark,
  loadHookSecret,
  removeHookSecret,
  saveHookSecret,
} from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
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

/** What a form that makes a secret carries, so that it makes one however often it is sent. */
export function newHookSecretForm(): string {
  return randomUUID()
}

/** The secret that one form makes: the same each time, and not to be guessed from what the form carries. */
export function hookSecretOfForm(keys: KeyRing, connection: Pick<Connection, 'name'>, form: string): string {
  return keyForPurpose(keys.sealingKey, `${hookSecretOwner(connection)}, form ${form}`).toString('hex')
}

interface Kept {
  readonly connection: Pick<Connection, 'connectionId' | 'name'>
  readonly secret: string
  /** The mark of the secret that somebody saw and replaces, empty for none; undefined for whatever there is. */
  readonly against?: string
}

/**
 * Takes webhooks that this secret signs, and none that another one does.
 * @throws OvertakenError where another secret than `against` is there by now
 */
export async function keepHookSecret(
  store: Store,
  keys: KeyRing,
  { connection, secret, against }: Kept,
  by: By,
): Promise<void> {
  const { connectionId, name } = connection
  const owner = hookSecretOwner(connection)
  const change = {
    ...{ secret: sealSecret(keys, secret, owner), against },
    isAlready: (present: HookSecret['secret']) => opened(keys, present, owner) === secret,
  }
  await saveHookSecret(store, connectionId, change, { ...by, connectionName: name })
}

/** Null where no key opens it. */
function opened(keys: KeyRing, sealed: HookSecret['secret'], owner: string): string | null {
  try {
    return openSecret(keys, sealed, owner)
  } catch (error) {
    if (error instanceof SecretUnreadableError) return null
    throw error
  }
}

/** Switches a connection's webhooks off. @returns false where they were */
export function switchHooksOff(
  store: Store,
  { connectionId, name }: Pick<Connection, 'connectionId' | 'name'>,
  by: By,
): Promise<boolean> {
  return removeHookSecret(store, connectionId, { ...by, connectionName: name })
}

/** Since when a connection takes webhooks, when the last one came, and the mark of their secret; null where it takes none. */
export async function hooksOf(
  store: Store,
  connectionId: string,
): Promise<(Pick<HookSecret, 'madeAt' | 'receivedAt'> & { readonly mark: string }) | null> {
  const found = await loadHookSecret(store, connectionId)
  return found && { madeAt: found.madeAt, receivedAt: found.receivedAt, mark: hookSecretMark(found) }
}
