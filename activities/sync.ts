import { Context } from '@temporalio/activity'
import { type Connection, getConnection, learnSite } from '../adapters/store/sync/connections.ts'
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
import type { Preflight, Tracker, TrackerScope } from '../adapters/trackers/tracker.ts'
import type { Instant } from '../domain/instant.ts'
import { planReading, type ReadingPlan, readsOn, type SyncDepth } from '../domain/sync/reading.ts'
import { chooseScopes, lostScopesRefusal } from '../domain/sync/scopes.ts'
import { failureOfUnopened } from '../domain/sync/unopened-run.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { ConnectionMissingError, ResultMissingError } from './errors.ts'
import { readContextAbove } from './sync-context.ts'
import { type TrackerSession, trackerSessions } from './tracker-sessions.ts'

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
  const sessions = trackerSessions()

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
    if (connection.siteId === null) await learnSite(store, connection.connectionId, preflight.site.siteId)
    const reading = planReading(connection.cursorAt, input.depth)
    const scopes = scopesOf(connection, preflight)
    const run = await openRun(store, {
      connectionId: connection.connectionId,
      ...reading,
      startedAt: preflight.serverAt,
      scopes,
      approximateTickets: await approximateTickets(reading, tracker, preflight, scopes),
      nowAt: now(),
    })
    // For a resumed run too: the attempt that began it may have ended before storing them.
    const users = run.kind === 'full' ? await tracker.listUsers(cancellation()) : []
    await saveDirectory(store, { users, statuses: preflight.statuses, containers: [] })
    await saveTeamsAbove(store, connection.connectionId, scopes)
    sessions.begin(run.runId, tracker)
    return { runId: run.runId, resumed: run.resumed, approximateTickets: run.approximateTickets }
  }

  async function reopen({ connectionId }: SyncRun): Promise<Tracker> {
    const tracker = await openTracker(await connectionOf(connectionId))
    await tracker.preflight(cancellation())
    return tracker
  }

  /** Reads the page at the checkpoint, and stores it with the next one in one transaction. */
  async function readPage(
    run: SyncRun,
    session: TrackerSession,
    checkpoint: string | null,
  ): Promise<{ readonly checkpoint: string | null; readonly tickets: number }> {
    const { tracker } = session
    const { scopes, changedSinceAt } = run
    const result = await tracker.readPage({ scopes, changedSinceAt, checkpoint }, cancellation())
    const { tickets } = await savePage(store, {
      runId: run.runId,
      connectionId: run.connectionId,
      page: result.page,
      checkpoint: result.checkpoint,
      requests: tracker.requestCount() - session.requestsSaved,
      nowAt: now(),
    })
    session.requestsSaved = tracker.requestCount()
    return { checkpoint: result.checkpoint, tickets }
  }

  return {
    /** Checks the account and what it sees, and opens a run or resumes an interrupted one. */
    async openSync(input: SyncInput): Promise<SyncOpened> {
      try {
        return await open(input)
      } catch (error) {
        const failure = failureOfUnopened(error)
        const { connectionId } = input
        if (failure !== null) await recordUnopenedRun(store, { connectionId, failure, nowAt: now() })
        throw error
      }
    },

    /**
     * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, what stands above
     * their tickets outside the chosen projects or teams.
     */
    async readPages({ runId }: { readonly runId: string }): Promise<PagesRead> {
      const startedAt = now()
      const run = await runOf(runId)
      const sessionOfRun = () => sessions.of(runId, () => reopen(run))
      let { checkpoint } = run
      let [pages, tickets] = [0, 0]
      if (!run.readComplete) {
        const session = await sessionOfRun()
        do {
          const read = await readPage(run, session, checkpoint)
          checkpoint = read.checkpoint
          tickets += read.tickets
          pages += 1
        } while (readsOn(checkpoint, startedAt, now()))
      }
      if (checkpoint === null) {
        await readContextAbove(store, run, sessionOfRun, { now, signal: cancellation() })
      }
      return { hasMore: checkpoint !== null, pages, tickets }
    },

    /** Moves the cursor to the run's start by the tracker's clock, last of all. */
    async closeSync(input: { readonly runId: string }): Promise<SyncClosed> {
      await finishRun(store, { runId: input.runId, nowAt: now() })
      sessions.end(input.runId)
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
      sessions.end(input.runId)
    },
  }
}

function cancellation(): AbortSignal {
  return Context.current().cancellationSignal
}

/** @throws TrackerAuthError when something that was chosen isn't visible any more */
function scopesOf(
  { name, scopeKeys }: Connection,
  { accountName, scopes }: Preflight,
): readonly TrackerScope[] {
  const choice = chooseScopes(scopeKeys, scopes)
  if (choice.kind === 'chosen') return choice.scopes
  throw new TrackerAuthError(lostScopesRefusal(name, choice.lostKeys, accountName))
}

/** How many tickets there are to read, as the tracker estimates; null where it isn't all of them. */
async function approximateTickets(
  { kind }: ReadingPlan,
  tracker: Tracker,
  preflight: Preflight,
  scopes: readonly TrackerScope[],
): Promise<number | null> {
  if (kind === 'incremental') return null
  return (await tracker.countTickets?.(scopes, cancellation())) ?? preflight.approximateTickets
}
