import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Connection, Store } from './client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from './rows.ts'
import type { Queryable } from './session.ts'

/** The lock that every change of a tracked table shares (`keep_earlier_rows`). */
const changesLock = 72_707_371

const snapshotRow = z.object({ snapshotNumber: z.number() })

/** The state that a run was made from is not known any more. */
export class SnapshotGoneError extends Error {
  override readonly name = 'SnapshotGoneError'
}

/**
 * Names the present state of the tables that runs are made from: whatever changes in them from now on is kept as it was. Waits for
 * transactions that change them. A state that already has a number keeps it.
 */
export function takeSnapshot(store: Store, nowAt: Instant): Promise<number> {
  return inTransaction(store, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [changesLock])
    const unchanged = await selectRow(
      client,
      snapshotRow,
      `select snapshot_number as "snapshotNumber" from snapshots
       where snapshot_number = (select max(snapshot_number) from snapshots) and complete
         and not exists (select from earlier_rows e where e.snapshot_number = snapshots.snapshot_number)`,
    )
    const taken =
      unchanged ??
      (await selectRow(
        client,
        snapshotRow,
        'insert into snapshots (taken_at) values ($1) returning snapshot_number as "snapshotNumber"',
        [timestampOf(nowAt)],
      ))
    if (taken === null) throw new Error('PostgreSQL returned no row for an insert')
    return taken.snapshotNumber
  })
}

/** What `read` finds in the tables as they were at a snapshot. @throws SnapshotGoneError */
export async function readAtSnapshot<Result>(
  store: Store,
  snapshotNumber: number,
  read: (store: Store) => Promise<Result>,
): Promise<Result> {
  // As a rule nothing has changed yet, and the tables themselves are read much faster.
  if (!(await hasChangedSince(store, snapshotNumber))) {
    const result = await read(store)
    if (!(await hasChangedSince(store, snapshotNumber))) return result
  }
  return await readEarlier(store, snapshotNumber, read)
}

async function hasChangedSince(store: Store, snapshotNumber: number): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    z.object({ changed: z.boolean(), complete: z.boolean().nullable() }),
    `select exists (select from earlier_rows where snapshot_number >= $1) as changed,
       (select complete from snapshots where snapshot_number = $1) as complete`,
    [snapshotNumber],
  )
  if (row?.complete !== true)
    throw new SnapshotGoneError('a connection that these figures were made from has been removed since')
  return row.changed
}

/** A session of its own, in which each tracked table's name stands for the table as it was at the snapshot. */
async function readEarlier<Result>(
  store: Store,
  snapshotNumber: number,
  read: (store: Store) => Promise<Result>,
): Promise<Result> {
  const session = await store.connect()
  try {
    for (const { sql } of await earlierTables(session, snapshotNumber)) await session.query(sql)
    return await read(storeOn(session))
  } finally {
    // Closed and not reused: what was made lives as long as the session.
    session.release(true)
  }
}

/** Statements: copies with their keys of the tables of records, which are many and joined; views of the others. */
function earlierTables(on: Queryable, snapshotNumber: number): Promise<{ sql: string }[]> {
  return selectRows(
    on,
    z.object({ sql: z.string() }),
    `select format(
       'create temporary %6$s %1$I as
        select t.* from %2$s t where not exists (
          select from earlier_rows e where e.table_name = %3$L and e.snapshot_number >= %4$s and e.row_key = %5$s)
        union all
        select r.* from (
          select distinct on (row_key) record from earlier_rows
          where table_name = %3$L and snapshot_number >= %4$s order by row_key, snapshot_number) e
        cross join lateral jsonb_populate_record(null::%2$s, e.record) r where e.record is not null',
       relname, qualified, relname, $1::integer, snapshot_key(oid, 't'), case when is_copied then 'table' else 'view' end)
       || case when is_copied then format('; alter table pg_temp.%I add %s; analyze pg_temp.%1$I', relname, primary_key)
          else '' end as sql
     from (select relname, c.oid, format('%I.%I', nspname, relname) as qualified,
         (select pg_get_constraintdef(p.oid) from pg_constraint p where conrelid = c.oid and contype = 'p') as primary_key,
         exists (select from pg_attribute where attrelid = c.oid and attname = 'connection_id' and not attisdropped)
           as is_copied
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where exists (select from pg_trigger where tgrelid = c.oid and tgname = 'keep_earlier_rows_on_insert')) tracked`,
    [snapshotNumber],
  )
}

/** One session as a store. What streams rows may not be stopped early: its transaction would stay open. */
function storeOn(session: Queryable): Store {
  let spoiled = false
  const connection: Connection = {
    query: (sql, values) => session.query(sql, values),
    release: (broken) => {
      spoiled ||= broken
    },
  }
  return {
    pool: session,
    prepared: session,
    connect: () =>
      spoiled
        ? Promise.reject(new Error('a reading at a snapshot was stopped'))
        : Promise.resolve(connection),
    close: () => Promise.resolve(),
  }
}
