import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { ConnectRefusedError, connectRefusal } from '../../../domain/sync/connect-guard.ts'
import type { TrackerKind } from '../../../domain/ticket.ts'
import type { TrackerSite } from '../../trackers/tracker.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom, selectList } from '../sql/table.ts'
import { forgetCursors, type KnownScope, knowScopes } from '../sync/scope-cursors.ts'
import { auditConnection, placeText } from './audit.ts'

const connectionRow = z.object({
  connectionId: uuid,
  name: text,
  tracker: text,
  baseUrl: text,
  siteId: text.nullable(),
  authKind: text,
  accountEmail: text.nullable(),
  scopeKeys: z.array(text),
  secretKeyId: text,
  secretIv: text,
  secretTag: text,
  secretCiphertext: text,
  cursorAt: instant.nullable(),
  lastFullSyncAt: instant.nullable(),
  lastCensusAt: instant.nullable(),
  createdAt: instant,
  secretExpiresAt: instant.nullable(),
  trouble: text.nullable(),
  troubleSinceAt: instant.nullable(),
  troubleAt: instant.nullable(),
  historiesCutAt: wholeNumber.nullable(),
})

type ConnectionRow = Immutable<z.infer<typeof connectionRow>>

export const connectionTable = describeTable('connections', connectionRow, { key: ['connectionId'] })

/** Credentials as sealed by adapters/secrets: all base64, bound to the connection's name. */
export interface SealedSecret {
  readonly keyId: string
  readonly iv: string
  readonly tag: string
  readonly ciphertext: string
}

/** What an admin says of a connection. */
export interface NewConnection {
  /** Unique; saying the same name again changes that connection. */
  readonly name: string
  /** Of the tracker registry, as is `authKind`; opening the connection checks both. */
  readonly tracker: TrackerKind
  readonly baseUrl: string
  /** Identifies the site or workspace; null where it wasn't read: then the next sync does. */
  readonly siteId: string | null
  readonly authKind: string
  readonly accountEmail: string | null
  /** Keys of projects or teams; empty is all that the account sees. */
  readonly scopeKeys: readonly string[]
  /** Those projects or teams as the tracker shows them, so that they stay chosen under another key; missing where nobody looked. */
  readonly scopes?: readonly KnownScope[]
  readonly secret: SealedSecret
  /** When the secret expires, as the tracker tells it or an admin says; missing or null where nobody does. */
  readonly secretExpiresAt?: Instant | null
  readonly nowAt: Instant
}

export interface Connection extends Omit<NewConnection, 'nowAt' | 'secretExpiresAt' | 'scopes'> {
  /** A UUID. */
  readonly connectionId: string
  /** Start of the last finished run, by the tracker's clock; null before one has finished. */
  readonly cursorAt: Instant | null
  readonly lastFullSyncAt: Instant | null
  /** Start of the last run that compared every ticket with the tracker's list. */
  readonly lastCensusAt: Instant | null
  readonly createdAt: Instant
  /** When the secret expires, as the tracker tells it or an admin said; null where nobody did. */
  readonly secretExpiresAt: Instant | null
  /** Why its tracker can't be read at the moment, in the words of the last attempt; null since one succeeded. */
  readonly trouble: string | null
  /** When the first attempt that failed so did, and the last one. */
  readonly troubleSinceAt: Instant | null
  readonly troubleAt: Instant | null
  /** At how many entries its tracker was found to cut histories off without saying so; null for nowhere. */
  readonly historiesCutAt: number | null
}

/**
 * Adds a connection, or changes the one of that name, which keeps its id, its tickets and its history. Who does it is in the audit
 * trail where `actor` is given. Where it now reads another place or another scope, its cursor is taken back, so that the next run is a
 * full one.
 * @throws ConnectRefusedError where its name or its site is another connection's
 */
export function createConnection(store: Store, input: NewConnection, actor?: string): Promise<Connection> {
  return inTransaction(store, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [sitesLock])
    const existing = await selectRows(client, connectionTable.row, selectFrom(connectionTable))
    const refusal = connectRefusal(input, existing)
    if (refusal !== null) throw new ConnectRefusedError(refusal)
    const before = await selectRow(
      client,
      connectionTable.row,
      `${selectFrom(connectionTable)} where name = $1 for update`,
      [input.name],
    )
    const isElsewhere = before !== null && !isSamePlace(before, input)
    const readsElsewhere = before !== null && (isElsewhere || !sameKeys(before.scopeKeys, input.scopeKeys))
    const row = await upsertConnection(client, input, { readsElsewhere, isElsewhere })
    if (readsElsewhere) await endRunningReads(client, row.connectionId, input.nowAt)
    if (isElsewhere) await forgetCursors(client, row.connectionId)
    await knowScopes(client, row.connectionId, input.scopes ?? [])
    if (actor !== undefined) await auditConnection(client, { before, input, actor })
    return connectionOf(row)
  })
}

/** Ends the run of a connection that is to read something else. */
export async function endRunningReads(on: Queryable, connectionId: string, nowAt: Instant): Promise<void> {
  await on.query(
    `update sync_runs set state = 'failed', failure = 'The connection was changed.', ended_at = $2
     where connection_id = $1 and state = 'running'`,
    [connectionId, timestampOf(nowAt)],
  )
}

/** Held while a connection or its site is written: two at once must not both pass the guard. */
const sitesLock = 'sites of connections'

/** Keeps which site a connection reads, where that isn't known yet and the site is no other connection's, and the site's name. */
export function learnSite(
  store: Store,
  connectionId: string,
  { siteId, name }: Pick<TrackerSite, 'siteId' | 'name'>,
): Promise<void> {
  return inTransaction(store, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [sitesLock])
    await client.query(
      `update connections c set site_id = $2 where connection_id = $1 and site_id is null and not exists
         (select from connections other where other.tracker = c.tracker and other.site_id = $2)`,
      [connectionId, siteId],
    )
    await client.query(
      `update connections set site_name = $3
       where connection_id = $1 and site_id = $2 and site_name is distinct from $3`,
      [connectionId, siteId, name === null ? null : sanitizeText(name).value],
    )
  })
}

function isSamePlace(before: ConnectionRow, input: NewConnection): boolean {
  return (
    before.tracker === input.tracker &&
    (before.baseUrl === input.baseUrl || (before.siteId !== null && before.siteId === input.siteId))
  )
}

async function upsertConnection(
  on: Queryable,
  { secret, ...input }: NewConnection,
  { readsElsewhere, isElsewhere }: { readonly readsElsewhere: boolean; readonly isElsewhere: boolean },
): Promise<ConnectionRow> {
  const row = await selectRow(
    on,
    connectionTable.row,
    `insert into connections as c (name, tracker, base_url, site_id, auth_kind, account_email, scope_keys, secret_key_id,
       secret_iv, secret_tag, secret_ciphertext, created_at, secret_expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14)
     on conflict (name) do update set tracker = excluded.tracker, base_url = excluded.base_url,
       site_id = coalesce(excluded.site_id, case when c.base_url = excluded.base_url then c.site_id end),
       auth_kind = excluded.auth_kind, account_email = excluded.account_email, scope_keys = excluded.scope_keys,
       secret_key_id = excluded.secret_key_id, secret_iv = excluded.secret_iv, secret_tag = excluded.secret_tag,
       secret_ciphertext = excluded.secret_ciphertext, secret_expires_at = excluded.secret_expires_at,
       cursor_at = case when $13 then null else c.cursor_at end,
       histories_cut_at = case when $15 then null else c.histories_cut_at end
     returning ${selectList(connectionRow)}`,
    [
      input.name,
      input.tracker,
      input.baseUrl,
      input.siteId,
      input.authKind,
      input.accountEmail,
      input.scopeKeys,
      ...[secret.keyId, secret.iv, secret.tag, secret.ciphertext],
      timestampOf(input.nowAt),
      readsElsewhere,
      timestampOf(input.secretExpiresAt ?? null),
      isElsewhere,
    ],
  )
  if (row === null) throw new Error('PostgreSQL returned no row for an upsert')
  return row
}

/** All connections, by name. */
export async function listConnections(store: Store): Promise<Connection[]> {
  const rows = await selectRows(
    store.pool,
    connectionTable.row,
    `${selectFrom(connectionTable)} order by name collate "C"`,
  )
  return rows.map(connectionOf)
}

/** The connection of that id or name; null for none. */
export async function getConnection(store: Store, idOrName: string): Promise<Connection | null> {
  const row = await selectRow(
    store.pool,
    connectionTable.row,
    `${selectFrom(connectionTable)} where connection_id = $1 or name = $2 order by connection_id = $1 desc limit 1`,
    [uuid.safeParse(idOrName).data ?? null, idOrName],
  )
  return row && connectionOf(row)
}

/**
 * Puts in place of a connection's secret what `replace` makes of it, while nobody else can change the connection. Tickets can be
 * stored meanwhile.
 * @param replace null leaves the secret as it is; what it throws does too
 * @returns whether it was replaced; false also where the connection is gone
 */
export function replaceSecret(
  store: Store,
  connectionId: string,
  replace: (connection: Connection) => SealedSecret | null | Promise<SealedSecret | null>,
  by?: { readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const row = await selectRow(
      client,
      connectionTable.row,
      `${selectFrom(connectionTable)} where connection_id = $1 for no key update`,
      [connectionId],
    )
    const secret = row === null ? null : await replace(connectionOf(row))
    if (secret === null) return false
    await client.query(
      `update connections set secret_key_id = $2, secret_iv = $3, secret_tag = $4, secret_ciphertext = $5
       where connection_id = $1`,
      [connectionId, secret.keyId, secret.iv, secret.tag, secret.ciphertext],
    )
    if (row !== null && by !== undefined) {
      const { actor, nowAt: changedAt } = by
      const entry = { changedAt, actor, action: 'rewrap secret' as const, subject: `connection ${row.name}` }
      const [before, after] = [row.secretKeyId, secret.keyId].map((keyId) => `sealed with key ${keyId}`)
      await addAuditEntry(client, { ...entry, before: before ?? null, after: after ?? null })
    }
    return true
  })
}

/**
 * Removes a connection with its credentials, tickets, decisions and overrides; false when there was none.
 * Effort, baselines, reconciliations and editions that were made from it stay.
 */
export function removeConnection(
  store: Store,
  connectionId: string,
  by?: { readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const removed = await selectRow(
      client,
      connectionTable.row,
      `delete from connections where connection_id = $1 returning ${selectList(connectionRow)}`,
      [connectionId],
    )
    if (removed === null) return false
    // Last: whoever writes events holds the run's or their tickets' rows, which the removal above has waited for.
    await client.query('delete from ticket_events where connection_id = $1', [connectionId])
    if (by !== undefined) {
      const { actor, nowAt: changedAt } = by
      const entry = { changedAt, actor, action: 'disconnect' as const, subject: `connection ${removed.name}` }
      await addAuditEntry(client, { ...entry, before: placeText(removed), after: null })
    }
    return true
  })
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
}

function connectionOf(row: ConnectionRow): Connection {
  const { secretKeyId, secretIv, secretTag, secretCiphertext, ...connection } = row
  return {
    ...connection,
    secret: { keyId: secretKeyId, iv: secretIv, tag: secretTag, ciphertext: secretCiphertext },
  }
}
