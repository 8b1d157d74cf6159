import type { SyncRun } from '../adapters/store/sync/sync-runs.ts'
import { savePage } from '../adapters/store/sync/tickets.ts'
import { readsOn } from '../domain/sync/reading.ts'
import type { SyncSteps } from './open-sync.ts'
import { readContextAbove } from './sync-context.ts'
import type { TrackerSession } from './tracker-sessions.ts'

export interface PagesRead {
  readonly hasMore: boolean
  readonly pages: number
  readonly tickets: number
}

/**
 * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, what stands above
 * their tickets outside the chosen projects or teams.
 */
export async function readForAWhile(
  steps: SyncSteps,
  run: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<PagesRead> {
  const startedAt = steps.now()
  let { checkpoint } = run
  let [pages, tickets] = [0, 0]
  if (!run.readComplete) {
    const session = await sessionOfRun()
    do {
      const read = await readPage(steps, run, session, checkpoint)
      checkpoint = read.checkpoint
      tickets += read.tickets
      pages += 1
    } while (readsOn(checkpoint, startedAt, steps.now()))
  }
  if (checkpoint === null) await readContextAbove(steps.store, run, sessionOfRun, steps)
  return { hasMore: checkpoint !== null, pages, tickets }
}

/** Reads the page at the checkpoint, and stores it with the next one in one transaction. */
async function readPage(
  { store, now, signal }: SyncSteps,
  run: SyncRun,
  session: TrackerSession,
  checkpoint: string | null,
): Promise<{ readonly checkpoint: string | null; readonly tickets: number }> {
  const { tracker } = session
  const { scopes, changedSinceAt } = run
  const result = await tracker.readPage({ scopes, changedSinceAt, checkpoint }, signal)
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
