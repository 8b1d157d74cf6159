import { Context } from '@temporalio/activity'
import type { Connection } from '../../adapters/store/connections/connections.ts'
import { clearTrouble, noteTrouble } from '../../adapters/store/connections/trouble.ts'
import { countIncomplete } from '../../adapters/store/sync/incomplete.ts'
import { followParentsInSight } from '../../adapters/store/sync/parent-keys.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { failRun, finishRun, loadRun, recordUnopenedRun } from '../../adapters/store/sync/sync-runs.ts'
import { mayPass } from '../../adapters/trackers/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { SyncDepth } from '../../domain/sync/reading.ts'
import { failureOfUnopened } from '../../domain/sync/unopened-run.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { ResultMissingError } from '../errors.ts'
import { openSyncRun, type SyncSteps } from './open-sync.ts'
import { type PagesRead, readForAWhile } from './read-pages.ts'
import { requireConnection } from './require-connection.ts'
import { type OpenedTracker, trackerSessions } from './tracker-sessions.ts'

export interface SyncInput {
  readonly connectionId: string
  readonly depth: SyncDepth
  /** Whether a person said that many tickets may be missing. Missing: no. */
  readonly acceptsMissing?: boolean
}

export interface SyncOpened {
  readonly runId: string
  /** Resumes an interrupted run. */
  readonly resumed: boolean
  readonly approximateTickets: number | null
}

export interface SyncClosed {
  readonly tickets: number
  readonly pages: number
  readonly requests: number
  /** Tickets, and lists of the tracker's own, that could not be read whole; later runs ask for them again. */
  readonly incomplete: number
}

export function syncActivities({ store, openTracker, now, nightlyOverlapMs }: ActivityDependencies) {
  const sessions = trackerSessions()

  async function runOf(runId: string): Promise<SyncRun> {
    const run = await loadRun(store, runId)
    if (run === null) throw new ResultMissingError(`there is no sync run ${runId}`)
    return run
  }

  /** What the steps of the attempt under way need. */
  function steps(): SyncSteps {
    return { store, openTracker, now, nightlyOverlapMs, signal: Context.current().cancellationSignal }
  }

  /** Notes at the connection why its tracker is tried again later. */
  async function note(connectionId: string, error: unknown): Promise<void> {
    if (!mayPass(error)) return
    await noteTrouble(store, { connectionId, failure: error.message, nowAt: now() })
  }

  async function reopen(connection: Connection): Promise<OpenedTracker> {
    const tracker = await openTracker(connection)
    const { scopes } = await tracker.preflight(steps().signal)
    return { tracker, visibleScopes: scopes }
  }

  return {
    /** Checks the account and what it sees, and opens a run or resumes an interrupted one. */
    async openSync(input: SyncInput): Promise<SyncOpened> {
      try {
        const opened = await openSyncRun(steps(), await requireConnection(store, input.connectionId), input)
        sessions.begin(opened.run, opened)
        await clearTrouble(store, input.connectionId)
        const { runId, resumed, approximateTickets } = opened.run
        return { runId, resumed, approximateTickets }
      } catch (error) {
        const failure = failureOfUnopened(error)
        const { connectionId } = input
        if (failure !== null) await recordUnopenedRun(store, { connectionId, failure, nowAt: now() })
        await note(connectionId, error)
        throw error
      }
    },

    /**
     * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, what stands above
     * their tickets outside the chosen projects or teams.
     */
    async readPages({ runId }: { readonly runId: string }): Promise<PagesRead> {
      const run = await runOf(runId)
      const sessionOfRun = () =>
        sessions.of(run, async () => reopen(await requireConnection(store, run.connectionId)))
      try {
        const read = await readForAWhile(steps(), run, sessionOfRun)
        await clearTrouble(store, run.connectionId)
        return read
      } catch (error) {
        await note(run.connectionId, error)
        throw error
      }
    },

    /** Follows parents that came into sight, and moves the cursor to the run's start by the tracker's clock, last of all. */
    async closeSync(input: { readonly runId: string }): Promise<SyncClosed> {
      const { connectionId, tickets, pages, requests } = await runOf(input.runId)
      if (tickets > 0) await followParentsInSight(store.pool, connectionId)
      await finishRun(store, { runId: input.runId, nowAt: now() })
      sessions.end(input.runId)
      return { tickets, pages, requests, incomplete: await countIncomplete(store, connectionId) }
    },

    /** When the connection was last read whole, by the tracker's clock; null before its first finished run. */
    async lastSynced(input: {
      readonly connectionId: string
    }): Promise<{ readonly syncedAt: Instant | null }> {
      return { syncedAt: (await requireConnection(store, input.connectionId)).cursorAt }
    },

    /** Stores why a run ended, for `plumbline doctor` and the report's coverage. */
    async recordSyncFailure(input: { readonly runId: string; readonly failure: string }): Promise<void> {
      await failRun(store, { runId: input.runId, failure: input.failure, nowAt: now() })
      sessions.end(input.runId)
    },
  }
}
