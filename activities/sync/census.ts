import type { Connection } from '../../adapters/store/connections/connections.ts'
import {
  differingTickets,
  endCensus,
  goneTickets,
  missingTickets,
  saveSightings,
  ticketsUnder,
} from '../../adapters/store/sync/census.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { countPresent } from '../../adapters/store/tickets/count-tickets.ts'
import { storedComments } from '../../adapters/store/tickets/stored-comments.ts'
import {
  commentsLookedForMs,
  countLost,
  fateOf,
  goneLookedForMs,
  isStillThere,
  isSuddenDrop,
  type MissingTicket,
  mostReadForComments,
  SuddenDropError,
  suddenDropRefusal,
} from '../../domain/sync/census.ts'
import type { Removal } from '../../domain/ticket.ts'
import type { SyncSteps } from './open-sync.ts'
import { readAnew, readInParts, ticketsPerTransaction } from './read-anew.ts'
import { requireConnection } from './require-connection.ts'
import { requestsSince, type TrackerSession } from './tracker-sessions.ts'

export interface CensusSteps extends SyncSteps {
  readonly session: TrackerSession
  /** Whether the activity goes on with another step. */
  readonly goesOn: () => boolean
}

/**
 * Compares the store with all that the tracker lists: what differs is read anew, and what is missing is asked for and marked with
 * what became of it. In steps, each stored with where the next one starts.
 * @param run one that takes a census, and hasn't yet
 * @returns whether it is done
 * @throws SuddenDropError where many tickets are gone
 */
export async function takeCensus(steps: CensusSteps, run: SyncRun): Promise<boolean> {
  if (run.census === 'listing' && !(await listTickets(steps, run))) return false
  if (!(await readDiffering(steps, run))) return false
  // A full run has just read all comments.
  if (run.kind === 'incremental') await readWhereCommentsAreGone(steps, run)
  await settleMissing(steps, run)
  return true
}

async function listTickets(
  { store, session, signal, now, goesOn }: CensusSteps,
  run: SyncRun,
): Promise<boolean> {
  const { scopes, kind } = run
  let { censusCheckpoint: checkpoint } = run
  let isFirst = checkpoint === null
  do {
    // A full run has just read every ticket: the list need only tell which there are.
    const request = { scopes, withFacts: kind === 'incremental', checkpoint }
    const page = await session.tracker.census.listTickets(request, signal)
    checkpoint = page.checkpoint
    await saveSightings(store, run, { ...page, isFirst, requests: requestsSince(session), nowAt: now() })
    isFirst = false
    if (checkpoint === null) return true
  } while (goesOn())
  return false
}

async function readDiffering(steps: CensusSteps, run: SyncRun): Promise<boolean> {
  const { store, goesOn } = steps
  for (;;) {
    const askedIds = await differingTickets(store, run.connectionId, ticketsPerTransaction)
    if (askedIds.length === 0) return true
    await readAnew(steps, run, askedIds)
    if (!goesOn()) return false
  }
}

async function readWhereCommentsAreGone(steps: CensusSteps, run: SyncRun): Promise<void> {
  const { store, session, signal } = steps
  const { scopes, connectionId, startedAt } = run
  const sinceAt = startedAt - commentsLookedForMs
  const listed = await session.tracker.census.listComments?.({ scopes, sinceAt }, signal)
  if (listed == null) return
  const scopeIds = scopes.map(({ scopeId }) => scopeId)
  const stored = await storedComments(store, connectionId, { scopeIds, sinceAt })
  const ids = new Set(stored.flatMap(({ commentId, ticketId }) => (listed.has(commentId) ? [] : [ticketId])))
  // The rest follows the next night: a list that lacks much may be a fault of the tracker's.
  await readInParts(steps, run, [...ids].slice(0, mostReadForComments), { isAskedAgain: true })
}

async function settleMissing(steps: CensusSteps, run: SyncRun): Promise<void> {
  const { store, session, signal } = steps
  const connection = await requireConnection(store, run.connectionId)
  const readIds = new Set(run.scopes.map(({ scopeId }) => scopeId))
  const { listsArchived } = session.tracker.census
  const missing = await missingTickets(store, run.connectionId, {
    // Tickets of projects that were chosen once stay as they are.
    scopeIds: connection.scopeKeys.length === 0 ? 'all' : [...readIds],
    archivedSinceAt: listsArchived || run.kind === 'full' ? 0 : run.startedAt - goneLookedForMs,
  })
  const outOfSight = session.tracker.census.scopesOutOfSight?.()
  const visible = session.visibleScopes.filter(({ scopeId }) => outOfSight?.has(scopeId) !== true)
  const visibleIds = new Set(visible.map(({ scopeId }) => scopeId))
  const toAsk = { session, signal, readIds, visibleIds }
  const asked = await fatesOf(missing, toAsk)
  const missed = listsArchived ? asked : asked.filter((each) => !each.isArchived || !isStillThere(each.fate))
  await refuseSuddenDrop(steps, { run, connection, fates: missed })
  const fates = [...missed, ...(await otherFatesOfGone(steps, run, toAsk))]
  // A sign-in that expired meanwhile may show less, without a word.
  if (fates.some(({ fate }) => !isStillThere(fate))) await session.tracker.confirmAccount?.(signal)
  const late = fates.filter(({ fate }) => fate === 'listed late')
  const readLate = await readInParts(steps, run, late.map(idOf))
  // Shown by its id, and by no search: whatever the record says, it is archived.
  const archived = fates.filter(
    ({ ticketId, fate }) => fate === 'archived' || (fate === 'listed late' && !readLate.has(ticketId)),
  )
  // It may have changed before it was archived: one that could not be read then is missing again the next time.
  const readArchived = await readInParts(steps, run, archived.map(idOf), { alsoUnlisted: true })
  const deletedIds = fates.filter(({ fate }) => fate === 'deleted').map(idOf)
  // The tracker takes a deleted ticket off those below it, without a new time.
  const under = await ticketsUnder(store, run.connectionId, deletedIds)
  await readInParts(steps, run, under.map(idOf))
  const removals = fates.flatMap(({ ticketId, fate }) =>
    isStillThere(fate) ? [] : [{ ticketId, removal: fate satisfies Removal }],
  )
  await endCensus(store, run, {
    removals,
    archived: archived
      .filter(({ ticketId }) => readArchived.has(ticketId))
      .map(({ ticketId, archivedAt }) => ({ ticketId, archivedAt: archivedAt ?? run.startedAt })),
    requests: requestsSince(session),
  })
}

function idOf({ ticketId }: Pick<MissingTicket, 'ticketId'>): string {
  return ticketId
}

/** Tickets that were gone before, and of which something else is true now. */
async function otherFatesOfGone(steps: CensusSteps, run: SyncRun, toAsk: ToAsk): Promise<TicketFate[]> {
  // Where the list has archived tickets, one that is back is in it.
  if (steps.session.tracker.census.listsArchived) return []
  const gone = await goneTickets(steps.store, run.connectionId, {
    scopeIds: [...toAsk.readIds],
    goneSinceAt: run.startedAt - goneLookedForMs,
  })
  const removalOf = new Map(gone.map(({ ticketId, removal }) => [ticketId, removal]))
  const fates = await fatesOf(gone, toAsk)
  return fates.filter(({ ticketId, fate }) => fate !== removalOf.get(ticketId))
}

type TicketFate = MissingTicket & {
  readonly fate: ReturnType<typeof fateOf>
  readonly archivedAt: number | null
}

async function fatesOf<Missing extends MissingTicket>(
  missing: readonly Missing[],
  { session, signal, ...scopes }: ToAsk,
): Promise<readonly (Missing & TicketFate)[]> {
  const fates: (Missing & TicketFate)[] = []
  for (let start = 0; start < missing.length; start += ticketsPerTransaction) {
    const part = missing.slice(start, start + ticketsPerTransaction)
    const ids = part.map(idOf)
    const places = await session.tracker.census.locate(ids, signal)
    const byId = new Map(places.map((place) => [place.ticketId, place]))
    for (const ticket of part) {
      const place = byId.get(ticket.ticketId) ?? null
      fates.push({ ...ticket, fate: fateOf(ticket, place, scopes), archivedAt: place?.archivedAt ?? null })
    }
  }
  return fates
}

interface ToAsk {
  readonly session: TrackerSession
  readonly signal: AbortSignal
  readonly readIds: ReadonlySet<string>
  readonly visibleIds: ReadonlySet<string>
}

async function refuseSuddenDrop(
  { store }: CensusSteps,
  of: { readonly run: SyncRun; readonly connection: Connection; readonly fates: readonly TicketFate[] },
): Promise<void> {
  const gone = countLost(of.fates.map(({ fate }) => fate))
  const known = await countPresent(store, of.run.connectionId)
  if (of.run.acceptsMissing || !isSuddenDrop(gone, known)) return
  throw new SuddenDropError(suddenDropRefusal(of.connection.name, gone, known))
}
