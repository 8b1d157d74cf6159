import { noteIncomplete } from '../../adapters/store/sync/incomplete.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { countArrived } from '../../adapters/store/tickets/count-tickets.ts'
import { listOfTickets } from '../../domain/sync/incomplete.ts'
import { isShort, shortfallCause } from '../../domain/sync/shortfall.ts'
import type { SyncSteps } from './open-sync.ts'
import type { TrackerSession } from './tracker-sessions.ts'

/**
 * Notes the list of tickets as incomplete where a run over all of them brought fewer than the tracker counts: a project that was
 * hidden for a moment leaves no other trace. The next run then reads the list whole. The tracker is asked once more before, for
 * tickets are deleted while we read.
 */
export async function checkCount(
  { store, signal, now }: SyncSteps,
  run: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<void> {
  const { connectionId, scopes, approximateTickets: countedFirst } = run
  if (countedFirst === null) return
  const arrived = await countArrived(
    store,
    connectionId,
    scopes.map(({ scopeId }) => scopeId),
  )
  if (!isShort(countedFirst, arrived)) return
  const { tracker } = await sessionOfRun()
  const counted = Math.min(countedFirst, (await tracker.countTickets?.(scopes, signal)) ?? 0)
  if (!isShort(counted, arrived)) return
  const incompleteLists = [{ list: listOfTickets, cause: shortfallCause(counted, arrived) }]
  await noteIncomplete(store.pool, connectionId, { page: { incompleteLists }, tickets: [], nowAt: now() })
}
