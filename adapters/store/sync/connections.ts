import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { TrackerKind } from '../../../domain/ticket.ts'
import type { ConnectionRow } from '../generated/client.ts'
import type { Store } from '../sql/client.ts'

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
  readonly authKind: string
  readonly accountEmail: string | null
  /** Keys of projects or teams; empty is all that the account sees. */
  readonly scopeKeys: readonly string[]
  readonly secret: SealedSecret
  readonly nowAt: Instant
}

export interface Connection extends Omit<NewConnection, 'nowAt'> {
  /** A UUID. */
  readonly connectionId: string
  /** Start of the last finished run, by the tracker's clock; null before one has finished. */
  readonly cursorAt: Instant | null
  readonly lastFullSyncAt: Instant | null
  readonly createdAt: Instant
}

/**
 * Adds a connection, or changes the one of that name, which keeps its id, its tickets and its history.
 * Where it now reads another place or another scope, its cursor is taken back, so that the next run is a full one.
 */
export async function createConnection(store: Store, input: NewConnection): Promise<Connection> {
  const { name, nowAt, secret, scopeKeys } = input
  const said = {
    tracker: input.tracker,
    baseUrl: input.baseUrl,
    authKind: input.authKind,
    accountEmail: input.accountEmail,
    scopeKeys: [...scopeKeys],
    secretKeyId: secret.keyId,
    secretIv: secret.iv,
    secretTag: secret.tag,
    secretCiphertext: secret.ciphertext,
  }
  const before = await store.prisma.connectionRow.findUnique({ where: { name } })
  const readsElsewhere =
    before !== null &&
    (before.tracker !== input.tracker ||
      before.baseUrl !== input.baseUrl ||
      !sameKeys(before.scopeKeys, scopeKeys))
  const upsert = store.prisma.connectionRow.upsert({
    where: { name },
    create: { name, ...said, createdAt: new Date(nowAt) },
    update: readsElsewhere ? { ...said, cursorAt: null } : said,
  })
  if (!readsElsewhere) return connectionOf(await upsert)
  const { connectionId } = before
  const endUnfinished = store.prisma.syncRunRow.updateMany({
    where: { connectionId, state: 'running' },
    data: { state: 'failed', failure: 'The connection was changed.', endedAt: new Date(nowAt) },
  })
  const [row] = await store.prisma.$transaction([upsert, endUnfinished])
  return connectionOf(row)
}

/** All connections, by name. */
export async function listConnections(store: Store): Promise<Connection[]> {
  const rows = await store.prisma.connectionRow.findMany({ orderBy: { name: 'asc' } })
  return rows.map(connectionOf)
}

/** The connection of that id or name; null for none. */
export async function getConnection(store: Store, idOrName: string): Promise<Connection | null> {
  const id = z.uuid().safeParse(idOrName)
  const byId = id.success
    ? await store.prisma.connectionRow.findUnique({ where: { connectionId: id.data } })
    : null
  const row = byId ?? (await store.prisma.connectionRow.findUnique({ where: { name: idOrName } }))
  return row && connectionOf(row)
}

/**
 * Removes a connection with its credentials, tickets, decisions and overrides; false when there was none.
 * Effort, baselines, reconciliations and editions that were made from it stay.
 */
export async function removeConnection(store: Store, connectionId: string): Promise<boolean> {
  const { count } = await store.prisma.connectionRow.deleteMany({ where: { connectionId } })
  return count > 0
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
}

function connectionOf(row: ConnectionRow): Connection {
  return {
    connectionId: row.connectionId,
    name: row.name,
    tracker: row.tracker,
    authKind: row.authKind,
    baseUrl: row.baseUrl,
    accountEmail: row.accountEmail,
    scopeKeys: row.scopeKeys,
    secret: {
      keyId: row.secretKeyId,
      iv: row.secretIv,
      tag: row.secretTag,
      ciphertext: row.secretCiphertext,
    },
    cursorAt: row.cursorAt?.getTime() ?? null,
    lastFullSyncAt: row.lastFullSyncAt?.getTime() ?? null,
    createdAt: row.createdAt.getTime(),
  }
}
