import type { Instant } from '../../../domain/instant.ts'
import { type ReadingPlan, readsAsMuch, type SyncDepth } from '../../../domain/sync/reading.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson, sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { StoredDataError } from '../sql/stored-data.ts'
import { selectFrom, selectList } from '../sql/table.ts'
import { forgetReadLists } from './incomplete.ts'
import { type SyncRun, syncRun, syncRunTable } from './run-record.ts'
import { moveCursors } from './scope-cursors.ts'

export interface OpenedRun extends SyncRun {
  /** Whether this run was left unfinished before and goes on from its checkpoint. */
  readonly resumed: boolean
}

export interface RunStart {
  readonly connectionId: string
  readonly depth: SyncDepth
  readonly reading: ReadingPlan<TrackerScope>
  readonly startedAt: Instant
  readonly approximateTickets: number | null
  readonly takesCensus: boolean
  readonly acceptsMissing: boolean
  readonly nowAt: Instant
}

/** The run has ended, or never was; only a running one can take pages. */
export class SyncRunEndedError extends Error {
  override readonly name = 'SyncRunEndedError'

  constructor(runId: string) {
    super(`The sync run ${runId} has ended`)
  }
}

/**
 * Goes on with the connection's unfinished run, as it was started, where that reads as much as is asked for, or opens a new one.
 * A shallower one, or one that another version stored, is ended as failed: its cursors never moved, so the new one reads what it
 * would have.
 */
export function openRun(store: Store, start: RunStart): Promise<OpenedRun> {
  const { connectionId, depth } = start
  return inTransaction(store, async (client) => {
    // The connection's row is the lock: two openings at once must not make two runs.
    await client.query('select from connections where connection_id = $1 for update', [connectionId])
    const unfinished = await unfinishedRun(client, start)
    if (unfinished !== null) return { ...(await accepting(client, unfinished, start)), resumed: true }
    await client.query(
      `update sync_runs set state = 'failed', failure = $2, ended_at = $3
       where connection_id = $1 and state = 'running'`,
      [connectionId, `Replaced by a new ${depth} run.`, timestampOf(start.nowAt)],
    )
    return { ...(await insertRun(client, start)), resumed: false }
  })
}

/** Null also for one that another version stored. */
async function unfinishedRun(client: Queryable, { connectionId, depth }: RunStart): Promise<SyncRun | null> {
  try {
    const run = await selectRow(
      client,
      syncRunTable.row,
      `${selectFrom(syncRunTable)} where connection_id = $1 and state = 'running' order by run_number desc limit 1`,
      [connectionId],
    )
    return run !== null && readsAsMuch(run.depth, depth) ? run : null
  } catch (error) {
    if (error instanceof StoredDataError) return null
    throw error
  }
}

/** A run under way takes over that many tickets may be missing. */
async function accepting(client: Queryable, run: SyncRun, { acceptsMissing }: RunStart): Promise<SyncRun> {
  if (!acceptsMissing || run.acceptsMissing) return run
  await client.query('update sync_runs set accepts_missing = true where run_id = $1', [run.runId])
  return { ...run, acceptsMissing }
}

/**
 * A run whose row nobody else can change until the transaction ends; null for none. Its connection's row comes first, as with
 * whoever changes or removes a connection and then ends its run: in the other order, each would wait for the other.
 */
export async function lockRun(client: Queryable, runId: string): Promise<SyncRun | null> {
  const [, run] = await Promise.all([
    client.query(
      `select from connections
       where connection_id = (select connection_id from sync_runs where run_id = $1) for key share`,
      [runId],
    ),
    selectRow(client, syncRunTable.row, `${selectFrom(syncRunTable)} where run_id = $1 for update`, [runId]),
  ])
  return run
}

async function insertRun(client: Queryable, start: RunStart): Promise<SyncRun> {
  const { connectionId, depth, reading, startedAt, approximateTickets, takesCensus, nowAt } = start
  const [run] = await selectRows(
    client,
    syncRunTable.row,
    `insert into sync_runs
       (connection_id, kind, depth, started_at, scopes, approximate_tickets, census, accepts_missing, state, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9) returning ${selectList(syncRun)}`,
    [
      connectionId,
      reading.kind,
      depth,
      timestampOf(startedAt),
      sanitizeJson(reading.scopes).value,
      approximateTickets,
      takesCensus ? 'listing' : 'none',
      start.acceptsMissing,
      timestampOf(nowAt),
    ],
  )
  if (run === undefined) throw new Error('PostgreSQL returned no row for an insert')
  return run
}

/**
 * Closes a run and moves the cursors of its scopes to the run's start, in one transaction; again is harmless.
 * @throws SyncRunEndedError when the run failed before, or is unknown
 */
export function finishRun(store: Store, end: { runId: string; nowAt: Instant }): Promise<void> {
  return inTransaction(store, async (client) => {
    const run = await lockRun(client, end.runId)
    if (run === null || run.state === 'failed') throw new SyncRunEndedError(end.runId)
    if (run.state === 'finished') return
    await client.query(
      `update sync_runs set state = 'finished', checkpoint = null, ended_at = $2 where run_id = $1`,
      [run.runId, timestampOf(end.nowAt)],
    )
    await client.query(
      `update connections set cursor_at = $2,
         last_full_sync_at = case when $3 = 'full' then $2 else last_full_sync_at end,
         last_census_at = case when $4 then $2 else last_census_at end
       where connection_id = $1`,
      [run.connectionId, timestampOf(run.startedAt), run.kind, run.census === 'done'],
    )
    await moveCursors(client, run)
    await forgetReadLists(client, run)
  })
}

/** Closes a run that can't go on; the cursor stays. A run that has ended before stays as it is. */
export async function failRun(
  store: Store,
  end: { runId: string; failure: string; nowAt: Instant },
): Promise<void> {
  await store.pool.query(
    `update sync_runs set state = 'failed', failure = $2, ended_at = $3
     where run_id = $1 and state = 'running'`,
    [end.runId, sanitizeText(end.failure).value, timestampOf(end.nowAt)],
  )
}

/**
 * Keeps why a run could not even be opened (credentials that aren't taken, nothing visible), where people look for a
 * connection's last run. The tracker told no time, so it starts by our clock. A run left unfinished stays, to be gone on with.
 */
export async function recordUnopenedRun(
  store: Store,
  end: { connectionId: string; failure: string; nowAt: Instant },
): Promise<void> {
  await store.pool.query(
    `insert into sync_runs (connection_id, kind, depth, started_at, scopes, state, failure, opened_at, ended_at)
     select connection_id, 'incremental', 'recent', $3, '[]', 'failed', $2, $3, $3 from connections where connection_id = $1`,
    [end.connectionId, sanitizeText(end.failure).value, timestampOf(end.nowAt)],
  )
}

/** A run by its id; null for none. */
export function loadRun(store: Store, runId: string): Promise<SyncRun | null> {
  return selectRow(store.pool, syncRunTable.row, `${selectFrom(syncRunTable)} where run_id = $1`, [runId])
}

/** The last `limit` runs of a connection, newest first. */
export function latestRuns(store: Store, connectionId: string, limit: number): Promise<SyncRun[]> {
  return selectRows(
    store.pool,
    syncRunTable.row,
    `${selectFrom(syncRunTable)} where connection_id = $1 order by run_number desc limit $2`,
    [connectionId, limit],
  )
}
