import { saveDirectory } from '../adapters/store/sync/directory.ts'
import { listsToRead } from '../adapters/store/sync/incomplete.ts'
import { clearNewAccounts } from '../adapters/store/sync/new-accounts.ts'
import { loadRun, type SyncRun } from '../adapters/store/sync/sync-runs.ts'
import { savePage } from '../adapters/store/sync/tickets.ts'
import type { TrackerScope } from '../adapters/trackers/tracker.ts'
import { listsAccounts, partsOf, type ReadingPart, readingTimeMs, readsOn } from '../domain/sync/reading.ts'
import type { SyncSteps } from './open-sync.ts'
import { readIncomplete } from './read-incomplete.ts'
import { takeCensus } from './sync-census.ts'
import { readContextAbove } from './sync-context.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

export interface PagesRead {
  readonly hasMore: boolean
  readonly pages: number
  readonly tickets: number
}

/**
 * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, compares the store
 * with all that the tracker lists where the run takes a census, and reads what stands above tickets outside the chosen projects
 * or teams.
 */
export async function readForAWhile(
  steps: SyncSteps,
  run: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<PagesRead> {
  const startedAt = steps.now()
  const parts = partsOf(run.scopes)
  let place: Place | null = placeIn(parts, run)
  const wholeLists = place === null ? [] : await listsToRead(steps.store, run.connectionId, run.openedAt)
  let [pages, tickets] = [0, 0]
  while (place !== null) {
    const read = await readPage(steps, { run, session: await sessionOfRun(), place, wholeLists })
    place = placeIn(parts, read)
    tickets += read.tickets
    pages += 1
    if (!readsOn(place, startedAt, steps.now())) break
  }
  const readsMore = { hasMore: true, pages, tickets }
  if (place !== null) return readsMore
  const goesOn = () => steps.now() - startedAt < readingTimeMs
  if (!(await readIncomplete({ ...steps, sessionOfRun, goesOn }, run))) return readsMore
  if (run.census !== 'none' && run.census !== 'done') {
    if (!(await takeCensus({ ...steps, session: await sessionOfRun(), goesOn }, run))) return readsMore
  }
  await readContextAbove(steps.store, run, sessionOfRun, steps)
  await listNewAccounts(steps, run, sessionOfRun)
  return { hasMore: false, pages, tickets }
}

/** Reads the list of accounts where the run's pages named new ones. */
async function listNewAccounts(
  { store, signal }: SyncSteps,
  { runId }: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<void> {
  const run = await loadRun(store, runId)
  if (run === null || !run.hasNewAccounts || listsAccounts(run)) return
  const session = await sessionOfRun()
  const users = await session.tracker.listUsers(signal)
  await saveDirectory(store, { users, statuses: [], containers: [] })
  await clearNewAccounts(store, runId, requestsSince(session))
}

/** Where the next page starts. */
interface Place {
  readonly part: ReadingPart<TrackerScope>
  readonly partsRead: number
  readonly checkpoint: string | null
}

/** Null where every part is read. */
function placeIn(
  parts: readonly ReadingPart<TrackerScope>[],
  { partsRead, checkpoint }: Pick<SyncRun, 'partsRead' | 'checkpoint'>,
): Place | null {
  const part = parts[partsRead]
  return part === undefined ? null : { part, partsRead, checkpoint }
}

interface ToRead {
  readonly run: SyncRun
  readonly session: TrackerSession
  readonly place: Place
  readonly wholeLists: readonly string[]
}

/** Reads the page at a place, and stores it with the next one's checkpoint in one transaction. */
async function readPage(
  { store, now, signal }: SyncSteps,
  { run, session, place, wholeLists }: ToRead,
): Promise<Pick<SyncRun, 'partsRead' | 'checkpoint' | 'tickets'>> {
  const { tracker } = session
  const { part, partsRead, checkpoint: readFrom } = place
  const { page, checkpoint } = await tracker.readPage({ ...part, checkpoint: readFrom, wholeLists }, signal)
  const { tickets } = await savePage(store, {
    runId: run.runId,
    connectionId: run.connectionId,
    page,
    part: partsRead,
    checkpoint,
    requests: requestsSince(session),
    nowAt: now(),
  })
  return { partsRead: checkpoint === null ? partsRead + 1 : partsRead, checkpoint, tickets }
}
