import { saveReadAnew } from '../../adapters/store/sync/census.ts'
import { countIncomplete, ticketsToRead } from '../../adapters/store/sync/incomplete.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { alwaysAskedTickets } from '../../domain/sync/incomplete.ts'
import type { SyncSteps } from './open-sync.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

const ticketsPerTransaction = 100

/**
 * Asks again for tickets that an earlier run could not read whole, and for those of which a list came short in this one, each once.
 * @returns whether all were asked for
 */
export async function readIncomplete(
  {
    store,
    now,
    signal,
    sessionOfRun,
    goesOn,
  }: SyncSteps & {
    readonly sessionOfRun: () => Promise<TrackerSession>
    /** Whether the activity goes on with another step. */
    readonly goesOn: () => boolean
  },
  run: SyncRun,
): Promise<boolean> {
  const { connectionId, openedAt: beforeAt, scopes } = run
  const areFew = (await countIncomplete(store, connectionId)) <= alwaysAskedTickets
  const toAsk = { beforeAt, limit: ticketsPerTransaction, includesAll: areFew || run.kind === 'full' }
  for (;;) {
    const askedIds = await ticketsToRead(store, connectionId, toAsk)
    if (askedIds.length === 0) return true
    const session = await sessionOfRun()
    const page = await session.tracker.census.readTickets(
      // One that was archived since is in no list.
      { ticketIds: askedIds, scopes, askedAgain: true, alsoUnlisted: true },
      signal,
    )
    // A clock that stands still would ask for the same ones again.
    const nowAt = Math.max(now(), beforeAt)
    const requests = requestsSince(session)
    await saveReadAnew(store, run, { askedIds, page, requests, nowAt, isAskedAgain: true })
    if (!goesOn()) return false
  }
}
