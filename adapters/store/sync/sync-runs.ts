import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import {
  instantColumn,
  inTransaction,
  type Queryable,
  selectRow,
  selectRows,
  timestampOf,
} from '../sql/rows.ts'
import { stripText } from '../sql/sanitize-text.ts'
import { type Connection, listConnections } from './connections.ts'

export type SyncKind = 'full' | 'incremental'

/** One reading of one connection. */
export interface SyncRun {
  readonly runId: string
  readonly connectionId: string
  readonly kind: SyncKind
  /** By the tracker's clock: where the cursor goes when the run finishes. */
  readonly startedAt: Instant
  /** Null reads everything. */
  readonly changedSinceAt: Instant | null
  readonly scopes: readonly TrackerScope[]
  /** Where the next page starts; null before the first page and after the last one (see `readComplete`). */
  readonly checkpoint: string | null
  /** Whether the last page is stored: nothing is left to read, only to finish. */
  readonly readComplete: boolean
  readonly pages: number
  readonly tickets: number
  readonly requests: number
  /** Characters left out of stored texts because PostgreSQL can't hold them. */
  readonly strippedCharacters: number
  readonly approximateTickets: number | null
  readonly state: 'running' | 'finished' | 'failed'
  /** Null unless failed. */
  readonly failure: string | null
  /** By our clock. */
  readonly openedAt: Instant
  readonly endedAt: Instant | null
}

export interface OpenedRun extends SyncRun {
  /** Whether this run was left unfinished before and goes on from its checkpoint. */
  readonly resumed: boolean
}

export interface RunStart {
  readonly connectionId: string
  readonly kind: SyncKind
  readonly startedAt: Instant
  readonly changedSinceAt: Instant | null
  readonly scopes: readonly TrackerScope[]
  readonly approximateTickets: number | null
  readonly nowAt: Instant
}

/** A run was asked for something that only a running one can do: it has ended, or never was. */
export class SyncRunEndedError extends Error {
  override readonly name = 'SyncRunEndedError'

  constructor(runId: string) {
    super(`The sync run ${runId} has ended`)
  }
}

const runRow: z.ZodType<SyncRun> = z.object({
  runId: z.string(),
  connectionId: z.string(),
  kind: z.enum(['full', 'incremental']),
  startedAt: instantColumn,
  changedSinceAt: instantColumn.nullable(),
  scopes: z.array(z.object({ scopeId: z.string(), key: z.string(), name: z.string() })),
  checkpoint: z.string().nullable(),
  readComplete: z.boolean(),
  pages: z.number(),
  tickets: z.number(),
  requests: z.number(),
  strippedCharacters: z.number(),
  approximateTickets: z.number().nullable(),
  state: z.enum(['running', 'finished', 'failed']),
  failure: z.string().nullable(),
  openedAt: instantColumn,
  endedAt: instantColumn.nullable(),
})

const runColumns = `run_id as "runId", connection_id as "connectionId", kind, started_at as "startedAt",
  changed_since_at as "changedSinceAt", scopes, checkpoint, read_complete as "readComplete", pages, tickets, requests,
  stripped_characters as "strippedCharacters", approximate_tickets as "approximateTickets", state, failure,
  opened_at as "openedAt", ended_at as "endedAt"`

/**
 * Goes on with the connection's unfinished run of that kind, as it was started, or opens a new one.
 * An unfinished run of the other kind is ended as failed: its cursor never moved, so the new one reads what it would have.
 */
export function openRun(store: Store, start: RunStart): Promise<OpenedRun> {
  const { connectionId, kind } = start
  return inTransaction(store, async (client) => {
    // The connection's row is the lock: two openings at once must not make two runs.
    await client.query('select from connections where connection_id = $1 for update', [connectionId])
    const unfinished = await selectRow(
      client,
      runRow,
      `select ${runColumns} from sync_runs where connection_id = $1 and state = 'running' and kind = $2
       order by run_number desc limit 1`,
      [connectionId, kind],
    )
    if (unfinished !== null) return { ...unfinished, resumed: true }
    await client.query(
      `update sync_runs set state = 'failed', failure = $2, ended_at = $3
       where connection_id = $1 and state = 'running'`,
      [connectionId, `Replaced by a new ${kind} run.`, timestampOf(start.nowAt)],
    )
    return { ...(await insertRun(client, start)), resumed: false }
  })
}

/** A run whose row nobody else can change until the transaction ends; null for none. */
export function lockRun(client: Queryable, runId: string): Promise<SyncRun | null> {
  return selectRow(client, runRow, `select ${runColumns} from sync_runs where run_id = $1 for update`, [
    runId,
  ])
}

async function insertRun(client: Queryable, start: RunStart): Promise<SyncRun> {
  const { connectionId, kind, startedAt, changedSinceAt, scopes, approximateTickets, nowAt } = start
  const [run] = await selectRows(
    client,
    runRow,
    `insert into sync_runs
       (connection_id, kind, started_at, changed_since_at, scopes, approximate_tickets, state, opened_at)
     values ($1, $2, $3, $4, $5, $6, 'running', $7) returning ${runColumns}`,
    [
      connectionId,
      kind,
      timestampOf(startedAt),
      timestampOf(changedSinceAt),
      stripText(JSON.stringify(scopes)).value,
      approximateTickets,
      timestampOf(nowAt),
    ],
  )
  if (run === undefined) throw new Error('PostgreSQL returned no row for an insert')
  return run
}

/**
 * Closes a run and moves its connection's cursor to the run's start, in one transaction; again is harmless.
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
         last_full_sync_at = case when $3 = 'full' then $2 else last_full_sync_at end
       where connection_id = $1`,
      [run.connectionId, timestampOf(run.startedAt), run.kind],
    )
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
    [end.runId, stripText(end.failure).value, timestampOf(end.nowAt)],
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
    `insert into sync_runs (connection_id, kind, started_at, scopes, state, failure, opened_at, ended_at)
     select connection_id, 'incremental', $3, '[]', 'failed', $2, $3, $3 from connections where connection_id = $1`,
    [end.connectionId, stripText(end.failure).value, timestampOf(end.nowAt)],
  )
}

/** A run by its id; null for none. */
export function loadRun(store: Store, runId: string): Promise<SyncRun | null> {
  return selectRow(store.pool, runRow, `select ${runColumns} from sync_runs where run_id = $1`, [runId])
}

/** The last `limit` runs of a connection, newest first. */
export function latestRuns(store: Store, connectionId: string, limit: number): Promise<SyncRun[]> {
  return selectRows(
    store.pool,
    runRow,
    `select ${runColumns} from sync_runs where connection_id = $1 order by run_number desc limit $2`,
    [connectionId, limit],
  )
}

export interface SyncProgress {
  readonly connection: Connection
  /** Null before the first run. */
  readonly latestRun: SyncRun | null
  /** Tickets stored of this connection, those that left the tracker included. */
  readonly storedTickets: number
  readonly quarantined: number
}

const countsRow = z.object({ connectionId: z.string(), tickets: z.number(), quarantined: z.number() })

/** How far each connection has been read, by the connections' names. */
export async function syncProgress(store: Store): Promise<SyncProgress[]> {
  const connections = await listConnections(store)
  const runs = await selectRows(
    store.pool,
    runRow,
    `select distinct on (connection_id) ${runColumns} from sync_runs order by connection_id, run_number desc`,
  )
  const counts = await selectRows(
    store.pool,
    countsRow,
    `select connection_id as "connectionId",
       (select count(*)::integer from tickets t where t.connection_id = c.connection_id) as tickets,
       (select count(*)::integer from quarantine q where q.connection_id = c.connection_id) as quarantined
     from connections c`,
  )
  return connections.map((connection) => {
    const ofThis = (row: { connectionId: string }) => row.connectionId === connection.connectionId
    const count = counts.find(ofThis)
    return {
      connection,
      latestRun: runs.find(ofThis) ?? null,
      storedTickets: count?.tickets ?? 0,
      quarantined: count?.quarantined ?? 0,
    }
  })
}
