import type { SyncRun } from '../adapters/store/sync/sync-runs.ts'
import { savePage } from '../adapters/store/sync/tickets.ts'
import type { TrackerScope } from '../adapters/trackers/tracker.ts'
import { partsOf, type ReadingPart, readsOn } from '../domain/sync/reading.ts'
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
  const parts = partsOf(run.scopes)
  let place: Place | null = placeIn(parts, run)
  let [pages, tickets] = [0, 0]
  while (place !== null) {
    const read = await readPage(steps, { run, session: await sessionOfRun(), place })
    place = placeIn(parts, read)
    tickets += read.tickets
    pages += 1
    if (!readsOn(place, startedAt, steps.now())) break
  }
  if (place === null) await readContextAbove(steps.store, run, sessionOfRun, steps)
  return { hasMore: place !== null, pages, tickets }
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

/** Reads the page at a place, and stores it with the next one's checkpoint in one transaction. */
async function readPage(
  { store, now, signal }: SyncSteps,
  { run, session, place }: { readonly run: SyncRun; readonly session: TrackerSession; readonly place: Place },
): Promise<Pick<SyncRun, 'partsRead' | 'checkpoint' | 'tickets'>> {
  const { tracker } = session
  const { part, partsRead, checkpoint: readFrom } = place
  const { page, checkpoint } = await tracker.readPage({ ...part, checkpoint: readFrom }, signal)
  const { tickets } = await savePage(store, {
    runId: run.runId,
    connectionId: run.connectionId,
    page,
    part: partsRead,
    checkpoint,
    requests: tracker.requestCount() - session.requestsSaved,
    nowAt: now(),
  })
  session.requestsSaved = tracker.requestCount()
  return { partsRead: checkpoint === null ? partsRead + 1 : partsRead, checkpoint, tickets }
}
