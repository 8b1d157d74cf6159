import { ChildWorkflowFailure, condition, isCancellation, patched } from '@temporalio/workflow'
import type { SyncClosed } from '../activities/sync/sync.ts'
import { minuteMs } from '../domain/instant.ts'
import { store, trackerPatienceMs } from './stages.ts'
import { syncNow } from './sync-once.ts'

/** Patience is counted in parts of at most this length; one that took twice as long means that no worker was there. */
const longestPartMs = 10 * minuteMs

/**
 * A tracker that refuses us for good, or doesn't answer for as long as our patience lasts, doesn't stop a report: it uses what was
 * read before, and says how old that is. One that was never read whole does stop it: figures on half a company would be wrong.
 *
 * @param patienceMs the wait for a sync that runs already is part of it
 */
export async function syncOrKeep(
  connectionId: string,
  patienceMs = trackerPatienceMs,
): Promise<SyncClosed | 'kept'> {
  // Reports that began before their patience was limited replay as they were.
  const sync = patched('limit the wait for a tracker')
    ? () => syncInPatience(connectionId, patienceMs)
    : () => syncNow(connectionId, 'recent')
  try {
    return await sync()
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure) || isCancellation(error)) throw error
    if (await wasNeverRead(connectionId)) throw error
    return 'kept'
  }
}

/**
 * Waits for a sync. Only the time in which a worker is there counts: a host that comes back after a day still has patience left, and
 * a sync whose time ran out while it was away is tried once more. So what was read before is used only where the tracker is away.
 */
async function syncInPatience(connectionId: string, patienceMs: number): Promise<SyncClosed | 'kept'> {
  const partMs = Math.min(patienceMs, longestPartMs)
  let partBeganAt = Date.now()
  let wasAway = false
  let isGivenUp = false
  const isLate = () => Date.now() - partBeganAt > 2 * partMs
  const sync = () => syncNow(connectionId, 'recent', async () => (isGivenUp ? ('kept' as const) : null))
  const work = sync().catch(async (error: unknown) => {
    if (!wasAway && !isLate()) throw error
    return await sync()
  })
  let isDone = false
  const settle = () => {
    isDone = true
  }
  work.then(settle, settle)
  for (let waitedMs = 0; waitedMs < patienceMs; ) {
    partBeganAt = Date.now()
    if (await condition(() => isDone, partMs)) return await work
    if (isLate()) wasAway = true
    else waitedMs += partMs
  }
  // A first sync may take days: there is nothing else to report on.
  if (await wasNeverRead(connectionId)) return await work
  isGivenUp = true
  return 'kept'
}

async function wasNeverRead(connectionId: string): Promise<boolean> {
  return (await store.lastSynced({ connectionId })).syncedAt === null
}
