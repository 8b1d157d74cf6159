import { saveDirectory } from '../../adapters/store/accounts/directory.ts'
import { clearNewAccounts } from '../../adapters/store/accounts/new-accounts.ts'
import { listsToRead } from '../../adapters/store/sync/incomplete.ts'
import { batchesOf } from '../../adapters/store/sync/page-batches.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { saveBatches } from '../../adapters/store/sync/save-page.ts'
import { loadRun } from '../../adapters/store/sync/sync-runs.ts'
import type { TrackerScope } from '../../adapters/trackers/tracker.ts'
import { countOfChanges } from '../../domain/sync/incomplete.ts'
import {
  listsAccounts,
  partsOf,
  type ReadingPart,
  readingTimeMs,
  readsOn,
} from '../../domain/sync/reading.ts'
import { takeCensus } from './census.ts'
import { checkCount } from './check-count.ts'
import { type ChangesToConfirm, confirmChanges } from './confirm-changes.ts'
import { readContextAbove } from './context.ts'
import type { SyncSteps } from './open-sync.ts'
import { readIncomplete } from './read-incomplete.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

export interface PagesRead {
  readonly hasMore: boolean
  readonly pages: number
  readonly tickets: number
}

/**
 * Reads and stores pages for a while; each page, with its checkpoint, is one transaction. After the last one, compares the store
 * with all that the tracker lists where the run takes a census and with how many it counts where the run reads everything, and reads
 * what stands above tickets outside the chosen projects or teams.
 */
export async function readForAWhile(
  steps: SyncSteps,
  run: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<PagesRead> {
  const startedAt = steps.now()
  const goesOn = () => steps.now() - startedAt < readingTimeMs
  const { pages, tickets, isOver, cameIds, isShort } = await readParts(steps, run, sessionOfRun)
  const readsMore = { hasMore: true, pages, tickets }
  if (!isOver) return readsMore
  await confirmChanges(steps, { run, sessionOfRun, cameIds, isShort })
  if (!(await readIncomplete({ ...steps, sessionOfRun, goesOn }, run))) return readsMore
  if (run.census !== 'none' && run.census !== 'done') {
    if (!(await takeCensus({ ...steps, session: await sessionOfRun(), goesOn }, run))) return readsMore
  }
  await checkCount(steps, run, sessionOfRun)
  await readContextAbove(steps.store, { ...steps, run, sessionOfRun })
  await listNewAccounts(steps, run, sessionOfRun)
  return { hasMore: false, pages, tickets }
}

interface PartsRead extends Omit<PagesRead, 'hasMore'>, Pick<ChangesToConfirm, 'cameIds' | 'isShort'> {
  /** Whether the last page of the last part is stored. */
  readonly isOver: boolean
}

/** Reads the run's parts from where it stands, page by page, for a while. */
async function readParts(
  steps: SyncSteps,
  run: SyncRun,
  sessionOfRun: () => Promise<TrackerSession>,
): Promise<PartsRead> {
  const startedAt = steps.now()
  const parts = partsOf(run.scopes)
  let place: Place | null = placeIn(parts, run)
  const wholeLists = place === null ? [] : await listsToRead(steps.store, run.connectionId, run.openedAt)
  const isFromStart = place?.partsRead === 0 && place.checkpoint === null
  const cameIds = new Set<string>()
  const shortLists = new Set<string>()
  let [pages, tickets] = [0, 0]
  // One page is stored while the next one is read and prepared, each after the one before.
  let storing: Promise<unknown> = Promise.resolve()
  try {
    while (place !== null) {
      const read = await readPage(steps, { run, session: await sessionOfRun(), place, wholeLists })
      await storing
      storing = read.store()
      storing.catch(() => undefined)
      place = placeIn(parts, read)
      tickets += read.tickets
      for (const recordId of read.cameIds) cameIds.add(recordId)
      for (const list of read.incompleteLists) shortLists.add(list)
      pages += 1
      if (!readsOn(place, startedAt, steps.now())) break
    }
  } finally {
    // Also where the next page can't be read, for another attempt goes on behind what is stored.
    await storing
  }
  return {
    pages,
    tickets,
    isOver: place === null,
    cameIds: isFromStart ? cameIds : null,
    isShort: shortLists.has(countOfChanges) && !wholeLists.includes(countOfChanges),
  }
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

interface PageRead extends Pick<SyncRun, 'partsRead' | 'checkpoint' | 'tickets'> {
  /** Ids of its tickets, and of records that can't be understood. */
  readonly cameIds: readonly string[]
  readonly incompleteLists: readonly string[]
  /** Stores the page with the next one's checkpoint, in one transaction. */
  store(): Promise<unknown>
}

/** Reads the page at a place. */
async function readPage(
  { store, now, signal }: SyncSteps,
  { run, session, place, wholeLists }: ToRead,
): Promise<PageRead> {
  const { tracker } = session
  const { part, partsRead, checkpoint: readFrom } = place
  const { page, checkpoint } = await tracker.readPage(
    { ...part, checkpoint: readFrom, wholeLists, withAllContainers: run.depth !== 'recent' },
    signal,
  )
  const batches = batchesOf(page)
  const { runId, connectionId } = run
  return {
    partsRead: checkpoint === null ? partsRead + 1 : partsRead,
    checkpoint,
    tickets: batches.batches.tickets.rows,
    cameIds: [
      ...page.tickets.map(({ ticketId }) => ticketId),
      ...page.quarantined.map(({ recordId }) => recordId),
    ],
    incompleteLists: (page.incompleteLists ?? []).map(({ list }) => list),
    store: () => {
      const save = {
        runId,
        connectionId,
        part: partsRead,
        checkpoint,
        requests: requestsSince(session),
        nowAt: now(),
      }
      return saveBatches(store, save, batches)
    },
  }
}
