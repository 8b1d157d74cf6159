import { saveReadAnew } from '../../adapters/store/sync/census.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import type { SyncSteps } from './open-sync.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

/** As many as are read again at most when a process ends between two transactions. */
export const ticketsPerTransaction = 500

interface ReadAnewSteps extends Pick<SyncSteps, 'store' | 'signal' | 'now'> {
  readonly session: TrackerSession
}

interface ReadAnewOptions {
  readonly alsoUnlisted?: boolean
  /** Whether another list has said already that some of theirs is gone. */
  readonly isAskedAgain?: boolean
}

/**
 * Reads tickets by their ids, as many as fit a transaction, and stores what came of them.
 * @returns the ids of those that the tracker returned
 */
export async function readAnew(
  { store, session, signal, now }: ReadAnewSteps,
  run: SyncRun,
  askedIds: readonly string[],
  { alsoUnlisted = false, isAskedAgain = false }: ReadAnewOptions = {},
): Promise<ReadonlySet<string>> {
  const request = { ticketIds: askedIds, scopes: run.scopes, alsoUnlisted }
  const page = await session.tracker.census.readTickets(request, signal)
  const requests = requestsSince(session)
  await saveReadAnew(store, run, { askedIds, page, requests, nowAt: now(), isAskedAgain })
  return new Set(page.tickets.map(({ ticketId }) => ticketId))
}

/** The same of any number of tickets, a transaction after the other. */
export async function readInParts(
  steps: ReadAnewSteps,
  run: SyncRun,
  ticketIds: readonly string[],
  options: ReadAnewOptions = {},
): Promise<ReadonlySet<string>> {
  const readIds = new Set<string>()
  for (let start = 0; start < ticketIds.length; start += ticketsPerTransaction) {
    const part = ticketIds.slice(start, start + ticketsPerTransaction)
    for (const ticketId of await readAnew(steps, run, part, options)) readIds.add(ticketId)
  }
  return readIds
}
