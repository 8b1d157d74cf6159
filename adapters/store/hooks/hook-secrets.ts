import { z } from 'zod'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { refuseOvertaken } from '../../../domain/overtaken.ts'
import type { AuditAction } from '../../../domain/sign-in/audit-action.ts'
import type { SealedSecret } from '../connections/connections.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'

const hookSecretRow = z.object({
  connectionId: uuid,
  secretKeyId: text,
  secretIv: text,
  secretTag: text,
  secretCiphertext: text,
  madeAt: instant,
  /** When the last webhook came that it signed; null before one. */
  receivedAt: instant.nullable(),
})

/** @internal for tests */
export const hookSecretTable = describeTable('hook_secrets', hookSecretRow, { key: ['connectionId'] })

/** What a connection's tracker signs its webhooks with. */
export interface HookSecret {
  readonly connectionId: string
  readonly secret: SealedSecret
  readonly madeAt: Instant
  /** When the last webhook came that it signed; null before one. */
  readonly receivedAt: Instant | null
}

function hookSecretOf(row: Immutable<z.infer<typeof hookSecretRow>>): HookSecret {
  const { secretKeyId, secretIv, secretTag, secretCiphertext, ...rest } = row
  const secret = { keyId: secretKeyId, iv: secretIv, tag: secretTag, ciphertext: secretCiphertext }
  return { ...rest, secret }
}

/** Null where the connection's webhooks are off, or there is no such connection. */
export function loadHookSecret(store: Store, connectionId: string): Promise<HookSecret | null> {
  return selectHookSecret(store.pool, connectionId)
}

async function selectHookSecret(on: Queryable, connectionId: string): Promise<HookSecret | null> {
  const row = await selectRow(
    on,
    hookSecretTable.row,
    `${selectFrom(hookSecretTable)} where connection_id = $1`,
    [connectionId],
  )
  return row && hookSecretOf(row)
}

/** Those of every connection whose webhooks are on. */
export async function listHookSecrets(store: Store): Promise<HookSecret[]> {
  const rows = await selectRows(
    store.pool,
    hookSecretTable.row,
    `${selectFrom(hookSecretTable)} order by connection_id`,
  )
  return rows.map(hookSecretOf)
}

const heardRow = z.object({ connectionId: uuid, heardAt: instant, lastChangeAt: instant.nullable() })

/** When each connection whose webhooks are on last heard of one, or switched them on, and when a ticket of it last changed. */
export function loadHooksHeard(store: Store): Promise<Immutable<z.infer<typeof heardRow>>[]> {
  return selectRows(
    store.pool,
    heardRow,
    `select connection_id as "connectionId", greatest(made_at, received_at) as "heardAt",
       (select max(t.updated_at) from tickets t where t.connection_id = h.connection_id and not t.is_context) as "lastChangeAt"
     from hook_secrets h`,
  )
}

interface By {
  readonly connectionName: string
  readonly actor: string
  readonly nowAt: Instant
}

/** A secret to be kept. */
export interface HookSecretChange {
  readonly secret: SealedSecret
  /** The mark of the secret that it replaces, empty for none; undefined for whatever there is. */
  readonly against?: string | undefined
  /** Whether the secret that is there is this one under another seal. */
  readonly isAlready: (present: SealedSecret) => boolean
}

/** Tells one sealed secret from another, and nothing of either. */
export function hookSecretMark({ secret }: Pick<HookSecret, 'secret'>): string {
  return secret.iv
}

/**
 * Switches a connection's webhooks on, or puts another secret in place of the one that is there; the same one stays as it is.
 * @throws OvertakenError where another one than `against` is there
 */
export function saveHookSecret(
  store: Store,
  connectionId: string,
  { secret, against, isAlready }: HookSecretChange,
  by: By,
): Promise<void> {
  return inTransaction(store, async (client) => {
    // Two at once take turns.
    await client.query('select from connections where connection_id = $1 for update', [connectionId])
    const present = await selectHookSecret(client, connectionId)
    if (present !== null && isAlready(present.secret)) return
    const inForce = present === null ? '' : hookSecretMark(present)
    refuseOvertaken({ against, inForce, saving: null })
    const { rowCount: replaced } = await client.query('delete from hook_secrets where connection_id = $1', [
      connectionId,
    ])
    await client.query(
      `insert into hook_secrets (connection_id, secret_key_id, secret_iv, secret_tag, secret_ciphertext, made_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [connectionId, secret.keyId, secret.iv, secret.tag, secret.ciphertext, timestampOf(by.nowAt)],
    )
    const [before, after] = replaced === 0 ? ['off', 'on'] : ['on', 'on, with another secret']
    await addAuditEntry(client, auditEntry(by, before ?? null, after ?? null))
  })
}

/** Switches them off. @returns false where they were */
export function removeHookSecret(store: Store, connectionId: string, by: By): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query('delete from hook_secrets where connection_id = $1', [
      connectionId,
    ])
    if (rowCount === 0) return false
    await addAuditEntry(client, auditEntry(by, 'on', 'off'))
    return true
  })
}

function auditEntry({ connectionName, actor, nowAt }: By, before: string | null, after: string | null) {
  const action: AuditAction = 'change webhooks'
  return { changedAt: nowAt, actor, action, subject: `connection ${connectionName}`, before, after }
}

/** Seals it anew, unless it was replaced meanwhile. @returns whether it was */
export async function resealHookSecret(
  store: Store,
  { connectionId, secret: before }: HookSecret,
  secret: SealedSecret,
): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `update hook_secrets set secret_key_id = $2, secret_iv = $3, secret_tag = $4, secret_ciphertext = $5
     where connection_id = $1 and secret_ciphertext = $6`,
    [connectionId, secret.keyId, secret.iv, secret.tag, secret.ciphertext, before.ciphertext],
  )
  return rowCount === 1
}
