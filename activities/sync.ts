import { Context } from '@temporalio/activity'
import { type Connection, getConnection } from '../adapters/store/sync/connections.ts'
import {
  failRun,
  finishRun,
  loadRun,
  openRun,
  recordUnopenedRun,
  type SyncRun,
} from '../adapters/store/sync/sync-runs.ts'
import { saveDirectory, savePage, saveTeamsAbove } from '../adapters/store/sync/tickets.ts'
import { TrackerAuthError } from '../adapters/trackers/errors.ts'
import type { Preflight, TrackerScope } from '../adapters/trackers/tracker.ts'
import type { Instant } from '../domain/instant.ts'
import { changedSince, readsOn, type SyncDepth } from '../domain/sync/reading.ts'
import { chooseScopes } from '../domain/sync/scopes.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { ConnectionMissingError, ResultMissingError } from './errors.ts'
import { treatmentOf } from './failures.ts'
import { readContextAbove, type TrackerSession } from './sync-context.ts'

export interface SyncInput {
  readonly connectionId: string
  readonly depth: SyncDepth
}

export interface SyncOpened {
  readonly runId: string
  /** Resumes an interrupted run. */
  readonly resumed: boolean
  readonly approximateTickets: number | null
}

export interface PagesRead {
  readonly hasMore: boolean
  readonly pages: number
  readonly tickets: number
}

export interface SyncClosed {
  readonly tickets: number
  readonly pages: number
  readonly requests: number
}

export function syncActivities({ store, openTracker, now }: ActivityDependencies) {
  /** Trackers by run, so that what preflight learned is asked once per run and process. */
  const sessions = new Map<string, TrackerSession>()

  async function sessionOf(run: Pick<SyncRun, 'runId' | 'connectionId'>): Promise<TrackerSession> {
    const known = sessions.get(run.runId)
    if (known !== undefined) return known
    const tracker = await openTracker(await connectionOf(run.connectionId))
    await tracker.preflight(cancellation())
    const session = { tracker, requestsSaved: 0 }
    sessions.set(run.runId, session)
    return session
  }

  async function connectionOf(connectionId: string): Promise<Connection> {
    const connection = await getConnection(store, connectionId)
    if (connection === null) throw new ConnectionMissingError(connectionId)
    return connection
  }

  async function runOf(runId: string): Promise<SyncRun> {
    const run = await loadRun(store, runId)
    if (run === null) throw new ResultMissingError(`there is no sync run ${runId}`)
    return run
  }

  async function open(input: SyncInput): Promise<SyncOpened> {
    const connection = await connectionOf(input.connectionId)
    const tracker = await openTracker(connection)
    const preflight = await tracker.preflight(cancellation())
    const changedSinceAt = changedSince(connection.cursorAt, input.depth)
    const scopes = scopesOf(connection, preflight)
    const run = await openRun(store, {
      connectionId: connection.connectionId,
      kind: changedSinceAt === null ? 'full' : 'incremental',
      startedAt: preflight.serverAt,
      changedSinceAt,
      scopes,
      approximateTickets:
        changedSinceAt === null
          ? ((await tracker.countTickets?.(scopes, cancellation())) ?? preflight.approximateTickets)
          : null,
      nowAt: now(),
    })
    // For a resumed run too: the attempt that began it may have ended before storing them.
    const users = run.kind === 'full' ? await tracker.listUsers(cancellation()) : []
    await saveDirectory(store, { users, statuses: preflight.statuses, containers: [] })
    await saveTeamsAbove(store, connection.connectionId, scopes)
    sessions.set(run.runId, { tracker, requestsSaved: 0 })
    return { runId: run.runId, resumed: run.resumed, approximateTickets: run.approximateTickets }
  }

  /** A final failure before a run is opened must still show on the connection. */
  async function noteUnopened(connectionId: string, error: unknown): Promise<void> {
    if (!(error instanceof Error) || treatmentOf(error)?.kind !== 'final') return
    await recordUnopenedRun(store, { connectionId, failure: error.message, nowAt: now() })
  }

  /** @returns whether there is more to read */
  async function read(runId: string, done: { pages: number; tickets: number }): Promise<boolean> {
    const startedAt = now()
    let { checkpoint, ...run } = await runOf(runId)
    if (run.readComplete) {
      await readAbove(run)
      return false
    }
    const session = await sessionOf(run)
    do {
      const result = await session.tracker.readPage(
        { scopes: run.scopes, changedSinceAt: run.changedSinceAt, checkpoint },
        cancellation(),
      )
      const saved = await savePage(store, {
        runId: run.runId,
        connectionId: run.connectionId,
        page: result.page,
        checkpoint: result.checkpoint,
        requests: session.tracker.requestCount() - session.requestsSaved,
        nowAt: now(),
      })
      session.requestsSaved = session.tracker.requestCount()
      done.tickets += saved.tickets
      done.pages += 1
      checkpoint = result.checkpoint
    } while (readsOn(checkpoint, startedAt, now()))
    if (checkpoint === null) await readAbove(run)
    return checkpoint !== null
  }

  function readAbove(run: Pick<SyncRun, 'runId' | 'connectionId' | 'kind' | 'openedAt'>): Promise<void> {
    return readContextAbove(store, run, () => sessionOf(run), { now, signal: cancellation() })
  }

  return {
    /** Checks the account and what it sees, and opens a run or resumes an interrupted one. */
    async openSync(input: SyncInput): Promise<SyncOpened> {
      try {
        return await open(input)
      } catch (error) {
        await noteUnopened(input.connectionId, error)
        throw error
      }
    },

    /**
     * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, what stands above
     * their tickets outside the chosen projects or teams.
     */
    async readPages({ runId }: { readonly runId: string }): Promise<PagesRead> {
      const done = { pages: 0, tickets: 0 }
      const hasMore = await read(runId, done)
      return { hasMore, ...done }
    },

    /** Moves the cursor to the run's start by the tracker's clock, last of all. */
    async closeSync(input: { readonly runId: string }): Promise<SyncClosed> {
      await finishRun(store, { runId: input.runId, nowAt: now() })
      sessions.delete(input.runId)
      const { tickets, pages, requests } = await runOf(input.runId)
      return { tickets, pages, requests }
    },

    /** When the connection was last read whole, by the tracker's clock; null before its first finished run. */
    async lastSynced(input: {
      readonly connectionId: string
    }): Promise<{ readonly syncedAt: Instant | null }> {
      return { syncedAt: (await connectionOf(input.connectionId)).cursorAt }
    },

    /** Stores why a run ended, for `plumbline doctor` and the report's coverage. */
    async recordSyncFailure(input: { readonly runId: string; readonly failure: string }): Promise<void> {
      await failRun(store, { runId: input.runId, failure: input.failure, nowAt: now() })
      sessions.delete(input.runId)
    },
  }
}

function cancellation(): AbortSignal {
  return Context.current().cancellationSignal
}

/** @throws TrackerAuthError when something that was chosen isn't visible any more: skipping it silently would look like no work */
function scopesOf({ name, scopeKeys }: Connection, preflight: Preflight): readonly TrackerScope[] {
  const { scopes, lostKeys } = chooseScopes(scopeKeys, preflight.scopes)
  if (lostKeys.length === 0) return scopes
  throw new TrackerAuthError(
    `${name} no longer sees ${lostKeys.join(', ')}: give ${preflight.accountName} access again, or connect without it`,
  )
}
