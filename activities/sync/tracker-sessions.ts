import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import type { Tracker, TrackerScope } from '../../adapters/trackers/tracker.ts'

/** A tracker that answered for a run before. */
export interface TrackerSession {
  readonly tracker: Tracker
  /** All that the account sees, whatever the run reads of it. */
  readonly visibleScopes: readonly TrackerScope[]
  /** Of the tracker's requests, those counted with stored pages. */
  requestsSaved: number
}

/** The requests since the last ones that were counted; they count as saved from now on. */
export function requestsSince(session: TrackerSession): number {
  const requests = session.tracker.requestCount() - session.requestsSaved
  session.requestsSaved += requests
  return requests
}

/** A tracker that has answered, and what its account sees. */
export type OpenedTracker = Pick<TrackerSession, 'tracker' | 'visibleScopes'>

type RunOfConnection = Pick<SyncRun, 'runId' | 'connectionId'>

/**
 * Trackers by run, so that what preflight learned is asked once per run and process. A connection has one run at a time: a new one
 * ends the session of the one before, which another process may have finished.
 */
export function trackerSessions() {
  const byConnection = new Map<string, { readonly runId: string; readonly session: TrackerSession }>()

  function begin({ runId, connectionId }: RunOfConnection, opened: OpenedTracker): TrackerSession {
    const session = { ...opened, requestsSaved: 0 }
    byConnection.set(connectionId, { runId, session })
    return session
  }

  return {
    begin,
    /** @param open makes the tracker where this process has none for the run */
    async of(run: RunOfConnection, open: () => Promise<OpenedTracker>): Promise<TrackerSession> {
      const known = byConnection.get(run.connectionId)
      return known?.runId === run.runId ? known.session : begin(run, await open())
    },
    /** Ends a run's session; without effect where there is none. */
    end(runId: string): void {
      for (const [connectionId, known] of byConnection)
        if (known.runId === runId) byConnection.delete(connectionId)
    },
  }
}
