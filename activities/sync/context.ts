import type { Store } from '../../adapters/store/sql/client.ts'
import { contextToRead, saveContext } from '../../adapters/store/sync/context.ts'
import { type ParentKey, parentKeysToFind, saveParentIds } from '../../adapters/store/sync/parent-keys.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import type { Instant } from '../../domain/instant.ts'
import { contextDueBefore, mostContextLevels } from '../../domain/sync/reading.ts'
import { isParentDue } from '../../domain/sync/sought-parents.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

/** As many as are lost at most when a process ends between two transactions. */
const idsPerTransaction = 500

interface ToReadAbove {
  readonly run: Pick<SyncRun, 'runId' | 'connectionId' | 'kind' | 'depth' | 'openedAt'>
  readonly sessionOfRun: () => Promise<TrackerSession>
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/**
 * Reads what stands above the run's tickets outside the chosen projects or teams, level by level, to the top. Each is asked for
 * once, so that a cycle ends; where nothing is due, no request is sent. More levels than any company has wait for the next run.
 */
export async function readContextAbove(store: Store, above: ToReadAbove): Promise<void> {
  const { run, sessionOfRun, now, signal } = above
  const { runId, connectionId } = run
  if (run.depth !== 'recent') await findParentsByKey(store, above)
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

/**
 * Asks for parents that are known by their keys alone: they were out of sight, or behind a search that lags, when the tickets below
 * them were read, and those don't change when they come into sight. Those that stay so are asked for ever more rarely, by full runs always.
 */
async function findParentsByKey(
  store: Store,
  { run, sessionOfRun, now, signal }: ToReadAbove,
): Promise<void> {
  const named = await parentKeysToFind(store, run.connectionId)
  const isDue = ({ sought }: ParentKey) =>
    run.kind === 'full' || sought === null || isParentDue(sought, now())
  const asked = named.filter(isDue)
  if (asked.length === 0) return
  const session = await sessionOfRun()
  const ids = await session.tracker.findTicketIds?.(
    asked.map(({ key }) => key),
    signal,
  )
  if (ids === undefined) return
  await saveParentIds(store, run, { asked, ids, requests: requestsSince(session), nowAt: now() })
}
