import { saveDirectory } from '../../adapters/store/accounts/directory.ts'
import type { Connection } from '../../adapters/store/connections/connections.ts'
import {
  type AskedRead,
  type AskedTicket,
  claimAsked,
  saveAsked,
} from '../../adapters/store/hooks/asked-tickets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { storedScopes } from '../../adapters/store/sync/census.ts'
import { loadScopeCursors } from '../../adapters/store/sync/scope-cursors.ts'
import { countPresent } from '../../adapters/store/tickets/count-tickets.ts'
import {
  emptyPage,
  type Preflight,
  type TicketPage,
  type TicketPlace,
  type Tracker,
  type TrackerScope,
} from '../../adapters/trackers/tracker.ts'
import { type Instant, minuteMs } from '../../domain/instant.ts'
import { countLost, fateOf, isStillThere, isSuddenDrop } from '../../domain/sync/census.ts'
import { renamedKeys } from '../../domain/sync/scopes.ts'
import type { Removal } from '../../domain/ticket.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { chosenScopes } from './chosen-scopes.ts'

/** As many as are read again at most where a process ends between two of them. */
const ticketsPerRead = 100

/** What an account sees may change; what is gone is asked for anew in any case. */
const preflightKeptMs = 10 * minuteMs

interface Session {
  readonly tracker: Tracker
  readonly preflight: Preflight
  readonly openedAt: Instant
  /** Of the connection as it was. */
  readonly openedFor: string
}

type Dependencies = Pick<ActivityDependencies, 'store' | 'openTracker' | 'now'>

/** Reads the tickets that a tracker's webhooks named, outside of any run: they believe nothing but that these are worth a look. */
export function askedReader({ store, openTracker, now }: Dependencies) {
  const sessions = new Map<string, Session>()

  async function sessionOf(connection: Connection, signal: AbortSignal): Promise<Session> {
    const openedFor = JSON.stringify([connection.baseUrl, connection.authKind, connection.secret])
    const kept = sessions.get(connection.connectionId)
    if (kept?.openedFor === openedFor && now() - kept.openedAt < preflightKeptMs) return kept
    sessions.delete(connection.connectionId)
    const tracker = await openTracker(connection)
    return keep(connection, { tracker, openedFor }, signal)
  }

  async function keep(
    { connectionId }: Connection,
    { tracker, openedFor }: Pick<Session, 'tracker' | 'openedFor'>,
    signal: AbortSignal,
  ): Promise<Session> {
    const session = { tracker, openedFor, preflight: await tracker.preflight(signal), openedAt: now() }
    sessions.set(connectionId, session)
    return session
  }

  return {
    /**
     * Reads those tickets of a connection that have waited longest, and stores them.
     * @returns how many were asked for; fewer than a hundred leave none
     * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError
     */
    async readSome(connection: Connection, signal: AbortSignal): Promise<number> {
      const { connectionId } = connection
      const asked = await claimAsked(store, connectionId, { nowAt: now(), limit: ticketsPerRead })
      if (asked.length === 0) return 0
      const session = await sessionOf(connection, signal)
      const { tracker } = session
      const refresh = () => keep(connection, session, signal)
      const read = await readAsked({ store, connection, session, refresh, asked, signal })
      if (await saveAsked(store, connectionId, asked, { ...read, nowAt: now() })) {
        const users = await tracker.listUsers(signal)
        await saveDirectory(store, { users, statuses: [], containers: [] })
      }
      return asked.length
    },
    ticketsPerRead,
  }
}

interface ToRead {
  readonly store: Store
  readonly connection: Connection
  readonly session: Session
  /** Looks at the account anew. */
  readonly refresh: () => Promise<Session>
  readonly asked: readonly AskedTicket[]
  readonly signal: AbortSignal
}

/** Where they are now decides what is read of them: one of another project or team is no ticket of ours. */
async function readAsked(to: ToRead): Promise<AskedRead> {
  const { store, connection, asked, signal } = to
  const { tracker } = to.session
  const ids = asked.map(({ ticketId }) => ticketId)
  const found = await tracker.census.locate(ids, signal)
  const places = new Map(found.map((place) => [place.ticketId, place] as const))
  let scopes = await scopesRead(to, to.session.preflight)
  const stored = await storedScopes(store, connection.connectionId, outsideOf(ids, places, scopes))
  // What is gone, or elsewhere, is judged by what the account sees at this moment.
  const { preflight } = stored.length === 0 ? to.session : await to.refresh()
  if (stored.length > 0) scopes = await scopesRead(to, preflight)
  const readIds = new Set(scopes.map(({ scopeId }) => scopeId))
  const within = found.filter(({ scopeId }) => scopeId !== null && readIds.has(scopeId))
  const ticketIds = within.map(({ ticketId }) => ticketId)
  const page =
    within.length === 0 ? emptyPage : await tracker.census.readTickets({ ticketIds, scopes }, signal)
  const unread = found.filter(({ scopeId }) => scopeId === null)
  const late = [...unread, ...within.filter((place) => isLate(place, page))]
  const visibleIds = new Set(preflight.scopes.map(({ scopeId }) => scopeId))
  const removals = stored.flatMap((ticket): { ticketId: string; removal: Removal }[] => {
    const fate = fateOf(ticket, places.get(ticket.ticketId) ?? null, { readIds, visibleIds })
    return isStillThere(fate) ? [] : [{ ticketId: ticket.ticketId, removal: fate }]
  })
  return {
    page,
    // Shown by its id, and by no search: it is archived.
    archived: late.flatMap(({ ticketId, archivedAt }) =>
      archivedAt === null ? [] : [{ ticketId, archivedAt }],
    ),
    lateIds: new Set(late.flatMap(({ ticketId, archivedAt }) => (archivedAt === null ? [ticketId] : []))),
    removals: await unlessSudden(to, removals),
    removedAt: preflight.serverAt,
  }
}

/** Those that are in none of these projects or teams, or nowhere that the account sees. */
function outsideOf(
  ids: readonly string[],
  places: ReadonlyMap<string, TicketPlace>,
  scopes: readonly TrackerScope[],
): string[] {
  const readIds = new Set(scopes.map(({ scopeId }) => scopeId))
  return ids.filter((id) => !readIds.has(places.get(id)?.scopeId ?? ''))
}

/** Not shown at all yet, or older than the tracker says that it is. */
function isLate({ ticketId, updatedAt }: TicketPlace, page: TicketPage): boolean {
  if (page.quarantined.some(({ recordId }) => recordId === ticketId)) return false
  const ticket = page.tickets.find((each) => each.ticketId === ticketId)
  return ticket === undefined || (updatedAt !== undefined && ticket.updatedAt < updatedAt)
}

/** As a sync chooses them, renamed ones too. @throws TrackerAuthError as {@link chosenScopes} */
async function scopesRead(
  { store, connection: { connectionId, name, scopeKeys } }: ToRead,
  preflight: Preflight,
): Promise<readonly TrackerScope[]> {
  const known = await loadScopeCursors(store, connectionId)
  const keysNow = renamedKeys(scopeKeys, known, preflight.scopes) ?? scopeKeys
  return chosenScopes({ name, scopeKeys: keysNow }, preflight)
}

/** Where suddenly very many are gone, that is left to the census, which stops then. */
async function unlessSudden(
  { store, connection }: ToRead,
  removals: AskedRead['removals'],
): Promise<AskedRead['removals']> {
  const gone = countLost(removals.map(({ removal }) => removal))
  const known = gone === 0 ? 0 : await countPresent(store, connection.connectionId)
  return isSuddenDrop(gone, known) ? removals.filter(({ removal }) => removal === 'moved') : removals
}
