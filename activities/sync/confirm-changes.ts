import { noteIncomplete } from '../../adapters/store/sync/incomplete.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { knownChanges, settleChanges } from '../../adapters/store/tickets/known-changes.ts'
import type { TrackerScope } from '../../adapters/trackers/tracker.ts'
import { lacksTooMany, surelyListed, unbelievedChanges } from '../../domain/sync/list-of-changes.ts'
import { partsOf, type ReadingPart } from '../../domain/sync/reading.ts'
import type { SyncSteps } from './open-sync.ts'
import { readInParts } from './read-anew.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

export interface ChangesToConfirm {
  readonly run: SyncRun
  readonly sessionOfRun: () => Promise<TrackerSession>
  /** Ids of all tickets and records that came; null where an earlier attempt read some of them. */
  readonly cameIds: ReadonlySet<string> | null
  /** Whether the tracker counted more changes than came, and not for the run before. */
  readonly isShort: boolean
}

/**
 * Lets no cursor move past changes that a recent run's list may have lacked; nightly and full runs compare with a whole list.
 *
 * A list in which nothing came confirms nothing: its cursors stay, which costs nothing, for the next one reads nothing twice. One that
 * lacks tickets known to have changed is asked for again, and what came late is read.
 */
export async function confirmChanges(steps: SyncSteps, confirming: ChangesToConfirm): Promise<void> {
  const { store } = steps
  const { run } = confirming
  const [part] = partsOf(run.scopes)
  if (run.depth !== 'recent' || part === undefined || part.changedSinceAt === null) return
  if (confirming.isShort) await settleChanges(store, run.runId, { requests: 0, keepsCursors: true })
  if (confirming.cameIds === null && run.tickets > 0) return
  const came = confirming.cameIds ?? new Set<string>()
  const { startedAt, connectionId } = run
  const known = await knownChanges(store, connectionId, {
    scopeIds: part.scopes.map(({ scopeId }) => scopeId),
    ...surelyListed({ changedSinceAt: part.changedSinceAt, startedAt }),
  })
  const lacking = known.filter((ticketId) => !came.has(ticketId))
  if (lacking.length > 0) return askAgain(steps, { ...confirming, part, came, lacking, known: known.length })
  if (came.size === 0) await settleChanges(store, run.runId, { requests: 0, keepsCursors: true })
}

interface Doubted extends Pick<ChangesToConfirm, 'run' | 'sessionOfRun'> {
  readonly part: ReadingPart<TrackerScope>
  readonly came: ReadonlySet<string>
  readonly lacking: readonly string[]
  /** How many tickets are known to have changed. */
  readonly known: number
}

async function askAgain(steps: SyncSteps, doubted: Doubted): Promise<void> {
  const { store, signal, now } = steps
  const { run, part, came, lacking } = doubted
  const session = await doubted.sessionOfRun()
  const changedSinceAt = part.changedSinceAt ?? 0
  const listed = await session.tracker.census.listChanged({ scopes: part.scopes, changedSinceAt }, signal)
  const late = [...listed].filter((ticketId) => !came.has(ticketId))
  await readInParts({ ...steps, session }, run, late)
  const unlisted = lacking.filter((ticketId) => !listed.has(ticketId))
  const there = unlisted.length === 0 ? 0 : await countThere(session, unlisted, part.scopes, signal)
  const known = doubted.known - (unlisted.length - there)
  const keepsCursors = lacksTooMany({ known, lacking: there })
  await settleChanges(store, run.runId, { requests: requestsSince(session), keepsCursors })
  if (!keepsCursors) return
  const page = { incompleteLists: [unbelievedChanges(there)] }
  await noteIncomplete(store.pool, run.connectionId, { page, tickets: [], nowAt: now() })
}

/** How many of these tickets a list of changes of some scopes would have. */
async function countThere(
  { tracker }: TrackerSession,
  ticketIds: readonly string[],
  scopes: readonly TrackerScope[],
  signal: AbortSignal,
): Promise<number> {
  const scopeIds = new Set(scopes.map(({ scopeId }) => scopeId))
  const places = await tracker.census.locate(ticketIds, signal)
  return places.filter(
    ({ scopeId, archivedAt }) => archivedAt === null && (scopeId === null || scopeIds.has(scopeId)),
  ).length
}
