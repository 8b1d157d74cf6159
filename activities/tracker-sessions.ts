import type { Tracker } from '../adapters/trackers/tracker.ts'

/** A tracker that answered for a run before. */
export interface TrackerSession {
  readonly tracker: Tracker
  /** Of the tracker's requests, those counted with stored pages. */
  requestsSaved: number
}

/** Trackers by run, so that what preflight learned is asked once per run and process. */
export function trackerSessions() {
  const sessions = new Map<string, TrackerSession>()

  function begin(runId: string, tracker: Tracker): TrackerSession {
    const session = { tracker, requestsSaved: 0 }
    sessions.set(runId, session)
    return session
  }

  return {
    begin,
    /** @param open makes the tracker where this process has none for the run */
    async of(runId: string, open: () => Promise<Tracker>): Promise<TrackerSession> {
      return sessions.get(runId) ?? begin(runId, await open())
    },
    end(runId: string): void {
      sessions.delete(runId)
    },
  }
}
