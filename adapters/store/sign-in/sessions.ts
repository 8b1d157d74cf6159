import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'
import { type Session, sessionTable } from './tables.ts'

/** Opens a session, and forgets those that nobody has used since an instant. */
export async function addSession(on: Queryable, session: Session, unusedSinceAt: Instant): Promise<void> {
  await on.query(`delete from sessions where last_seen_at < $1`, [timestampOf(unusedSinceAt)])
  await insertRows(on, sessionTable, [session])
}

/** Null for one that was signed out, or never was. */
export function findSession(store: Store, sessionHash: string): Promise<Session | null> {
  return selectRow(store.pool, sessionTable.row, `${selectFrom(sessionTable)} where session_hash = $1`, [
    sessionHash,
  ])
}

export async function touchSession(store: Store, sessionHash: string, nowAt: Instant): Promise<void> {
  await store.pool.query(
    `update sessions set last_seen_at = $2 where session_hash = $1 and last_seen_at < $2`,
    [sessionHash, timestampOf(nowAt)],
  )
}

export async function deleteSession(on: Queryable, sessionHash: string): Promise<void> {
  await on.query(`delete from sessions where session_hash = $1`, [sessionHash])
}

/** Ends every session of an address. @returns how many there were */
export async function deleteSessionsOf(on: Queryable, email: string): Promise<number> {
  const { rowCount } = await on.query(`delete from sessions where email = $1`, [email])
  return rowCount ?? 0
}
