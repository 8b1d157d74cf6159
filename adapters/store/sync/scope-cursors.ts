import { z } from 'zod'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import type { SyncRun } from './run-record.ts'

const scopeCursor = z.object({
  connectionId: uuid,
  /** The tracker's immutable id of the project or team. */
  scopeId: text,
  /** Its key and name when it was last read, or chosen. */
  key: text,
  name: text,
  /** Start of the last finished run that read it, by the tracker's clock; null before one, and once a run didn't see it. */
  cursorAt: instant.nullable(),
  /** The same of the last run that was nightly or read it whole. */
  nightlyCursorAt: instant.nullable(),
  /** Start of the first run since that read the connection without it; null while it is read. */
  absentSinceAt: instant.nullable(),
})

/** How far one project or team of a connection has been read. */
export type StoredScopeCursor = Immutable<z.infer<typeof scopeCursor>>

/** @internal for tests */
export const scopeCursorTable = describeTable('scope_cursors', scopeCursor, {
  key: ['connectionId', 'scopeId'],
})

/** The cursors of every project and team that the connection ever read, or was to read. */
export function loadScopeCursors(store: Store, connectionId: string): Promise<StoredScopeCursor[]> {
  return selectRows(
    store.pool,
    scopeCursorTable.row,
    `${selectFrom(scopeCursorTable)} where connection_id = $1 order by scope_id collate "C"`,
    [connectionId],
  )
}

/** A project or team as the tracker shows it. */
export type KnownScope = Pick<StoredScopeCursor, 'scopeId' | 'key' | 'name'>

/** Keeps which projects or teams are meant by the keys that were chosen, before a run has read them. */
export async function knowScopes(
  on: Queryable,
  connectionId: string,
  scopes: readonly KnownScope[],
): Promise<void> {
  const chosen = scopes.map(({ scopeId, key, name }) => ({ scopeId, key, name }))
  await on.query(
    `insert into scope_cursors (connection_id, scope_id, key, name)
     select $1, "scopeId", key, name from json_to_recordset($2::json) as input("scopeId" text, key text, name text)
     on conflict (connection_id, scope_id) do nothing`,
    [connectionId, sanitizeJson(chosen).value],
  )
}

/**
 * Moves the cursors of a finished run's scopes to its start. Those whose list of changes may lack some stay, so that the next run
 * reads from the same instants. A scope that the run didn't have loses its cursors: what changes while it is out of sight is found
 * only by reading it whole.
 */
export async function moveCursors(on: Queryable, run: SyncRun): Promise<void> {
  const { connectionId, startedAt, scopes, depth, keepsCursors } = run
  const read = scopes.map(({ scopeId, key, name, changedSinceAt }) => ({
    scopeId,
    key,
    name,
    isNightly: depth !== 'recent' || changedSinceAt === null,
    stays: keepsCursors && changedSinceAt !== null,
  }))
  const [at, input] = [timestampOf(startedAt), sanitizeJson(read).value]
  await on.query(
    `insert into scope_cursors as c (connection_id, scope_id, key, name, cursor_at, nightly_cursor_at)
     select $1, "scopeId", key, name, case when not stays then $2::timestamptz end,
       case when "isNightly" then $2::timestamptz end
     from json_to_recordset($3::json) as input("scopeId" text, key text, name text, "isNightly" boolean, stays boolean)
     on conflict (connection_id, scope_id) do update set key = excluded.key, name = excluded.name,
       cursor_at = coalesce(excluded.cursor_at, c.cursor_at),
       nightly_cursor_at = coalesce(excluded.nightly_cursor_at, c.nightly_cursor_at), absent_since_at = null`,
    [connectionId, at, input],
  )
  await on.query(
    `update scope_cursors set cursor_at = null, nightly_cursor_at = null,
       absent_since_at = coalesce(absent_since_at, $2)
     where connection_id = $1 and scope_id <> all($3)`,
    [connectionId, at, read.map(({ scopeId }) => scopeId)],
  )
}

/** Forgets how far a connection's scopes were read: it now reads another place. */
export async function forgetCursors(on: Queryable, connectionId: string): Promise<void> {
  await on.query('delete from scope_cursors where connection_id = $1', [connectionId])
}
