import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom, selectList } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'
import { linkRow, linkTable, type SignInLink } from './tables.ts'

/** Keeps a link, and forgets those that have expired a week ago. Part of the caller's transaction. */
export async function addLink(client: Queryable, link: SignInLink): Promise<void> {
  await client.query(`delete from sign_in_links where expires_at < $1::timestamptz - interval '7 days'`, [
    timestampOf(link.createdAt),
  ])
  await insertRows(client, linkTable, [link])
}

/**
 * Whether an address asked for a link on the page since an instant, and has not used it. Of two who ask at once for one address, the
 * second waits until the first one's transaction ends.
 */
export async function hasAskedSince(on: Queryable, email: string, sinceAt: Instant): Promise<boolean> {
  await on.query('select pg_advisory_xact_lock(hashtext($1))', [`sign-in link ${email}`])
  const { rowCount } = await on.query(
    `select from sign_in_links where email = $1 and asked_on = 'page' and used_at is null and created_at > $2 limit 1`,
    [email, timestampOf(sinceAt)],
  )
  return rowCount === 1
}

/** A link that can still be used at an instant; null for any other. */
export function findLink(store: Store, linkHash: string, nowAt: Instant): Promise<SignInLink | null> {
  return selectRow(
    store.pool,
    linkTable.row,
    `${selectFrom(linkTable)} where link_hash = $1 and used_at is null and expires_at > $2`,
    [linkHash, timestampOf(nowAt)],
  )
}

/** A link that was used since an instant; null for any other. */
export function findUsedLink(store: Store, linkHash: string, sinceAt: Instant): Promise<SignInLink | null> {
  return selectRow(
    store.pool,
    linkTable.row,
    `${selectFrom(linkTable)} where link_hash = $1 and used_at > $2`,
    [linkHash, timestampOf(sinceAt)],
  )
}

/** Uses a link up: of two at once, one gets it. Null where it can't be used. */
export function takeLink(on: Queryable, linkHash: string, nowAt: Instant): Promise<SignInLink | null> {
  return selectRow(
    on,
    linkTable.row,
    `update sign_in_links set used_at = $2::timestamptz
     where link_hash = $1 and used_at is null and expires_at > $2
     returning ${selectList(linkRow)}`,
    [linkHash, timestampOf(nowAt)],
  )
}
