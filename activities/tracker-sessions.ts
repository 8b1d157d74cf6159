import type { Tracker, TrackerScope } from '../adapters/trackers/tracker.ts'

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

/** Trackers by run, so that what preflight learned is asked once per run and process. */
export function trackerSessions() {
  const sessions = new Map<string, TrackerSession>()

  function begin(runId: string, opened: OpenedTracker): TrackerSession {
    const session = { ...opened, requestsSaved: 0 }
    sessions.set(runId, session)
    return session
  }

  return {
    begin,
    /** @param open makes the tracker where this process has none for the run */
    async of(runId: string, open: () => Promise<OpenedTracker>): Promise<TrackerSession> {
      return sessions.get(runId) ?? begin(runId, await open())
    },
    end(runId: string): void {
      sessions.delete(runId)
    },
  }
}
