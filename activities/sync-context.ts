import type { Store } from '../adapters/store/sql/client.ts'
import { contextToRead, saveContext } from '../adapters/store/sync/context.ts'
import type { SyncRun } from '../adapters/store/sync/sync-runs.ts'
import type { Instant } from '../domain/instant.ts'
import { contextDueBefore, mostContextLevels } from '../domain/sync/reading.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

/** As many as are lost at most when a process ends between two transactions. */
const idsPerTransaction = 500

/**
 * Reads what stands above the run's tickets outside the chosen projects or teams, level by level, to the top. Each is asked for
 * once, so that a cycle ends; where nothing is due, no request is sent. More levels than any company has wait for the next run.
 */
export async function readContextAbove(
  store: Store,
  run: Pick<SyncRun, 'runId' | 'connectionId' | 'kind' | 'openedAt'>,
  sessionOfRun: () => Promise<TrackerSession>,
  { now, signal }: { readonly now: () => Instant; readonly signal: AbortSignal },
): Promise<void> {
  const { runId, connectionId } = run
  const dueBefore = contextDueBefore(run, now())
  for (let level = 0; level < mostContextLevels; level += 1) {
    const due = await contextToRead(store, { connectionId, dueBefore })
    if (due.length === 0) return
    const session = await sessionOfRun()
    while (due.length > 0) {
      const askedIds = due.splice(0, idsPerTransaction)
      const read = await session.tracker.readContext(askedIds, signal)
      const requests = requestsSince(session)
      await saveContext(store, { runId, connectionId, askedIds, read, requests, nowAt: now() })
    }
  }
}
