import { saveDirectory, saveTeamsAbove } from '../../adapters/store/accounts/directory.ts'
import { type Connection, learnSite } from '../../adapters/store/connections/connections.ts'
import { renameScopeKeys } from '../../adapters/store/connections/scopes.ts'
import { learnSecretExpiry } from '../../adapters/store/connections/secret-expiry.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { followScopes, followStatuses } from '../../adapters/store/sync/renames.ts'
import { loadScopeCursors, type StoredScopeCursor } from '../../adapters/store/sync/scope-cursors.ts'
import { type OpenedRun, openRun } from '../../adapters/store/sync/sync-runs.ts'
import { countPresent } from '../../adapters/store/tickets/count-tickets.ts'
import type { Preflight, Tracker, TrackerScope } from '../../adapters/trackers/tracker.ts'
import { listsAccounts, planReading, type ReadingPlan, type SyncDepth } from '../../domain/sync/reading.ts'
import { renamedKeys } from '../../domain/sync/scopes.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { chosenScopes } from './chosen-scopes.ts'
import type { OpenedTracker } from './tracker-sessions.ts'

/** What a run is asked for. */
interface ToOpen {
  readonly depth: SyncDepth
  readonly acceptsMissing?: boolean | undefined
}

/** What the steps of a sync need; the signal is that of the attempt under way. */
export interface SyncSteps
  extends Pick<ActivityDependencies, 'store' | 'openTracker' | 'now' | 'nightlyOverlapMs'> {
  readonly signal: AbortSignal
}

/**
 * Checks the account and what it sees, opens a run or resumes an interrupted one, and stores what its tickets refer to.
 * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError
 */
export async function openSyncRun(
  { store, openTracker, now, signal, nightlyOverlapMs }: SyncSteps,
  connection: Connection,
  { depth, acceptsMissing = false }: ToOpen,
): Promise<OpenedTracker & { readonly run: OpenedRun }> {
  const { connectionId } = connection
  const tracker = await openTracker(connection)
  const preflight = await tracker.preflight(signal)
  await learnSite(store, connectionId, preflight.site)
  const cursors = await loadScopeCursors(store, connectionId)
  const scopes = chosenScopes(await followRenames(store, { connection, cursors, preflight }), preflight)
  const reading = planReading(scopes, cursors, depth, nightlyOverlapMs)
  // Side by side: each of them is a request, or several, one after the other.
  const [counted, listed] = await Promise.all([
    approximateTickets(reading, { tracker, preflight, scopes, signal }),
    listsAccounts({ kind: reading.kind, depth }) ? tracker.listUsers(signal) : null,
  ])
  const run = await openRun(store, {
    connectionId,
    depth,
    reading,
    startedAt: preflight.serverAt,
    approximateTickets: counted,
    takesCensus: depth !== 'recent' && (await holdsAnything(store, connectionId, cursors)),
    acceptsMissing,
    nowAt: now(),
  })
  // For a resumed run too: the attempt that began it may have ended before storing them.
  const users = listsAccounts(run) ? (listed ?? (await tracker.listUsers(signal))) : []
  const expiresAt = listsAccounts(run) ? await tracker.readSecretExpiry?.(signal) : null
  if (expiresAt != null) await learnSecretExpiry(store, connectionId, expiresAt)
  await followStatuses(store, connectionId, preflight.statuses)
  await followScopes(store, connectionId, preflight.scopes)
  await saveDirectory(store, { users, statuses: preflight.statuses, containers: [] })
  await saveTeamsAbove(store, connectionId, scopes)
  return { run, tracker, visibleScopes: preflight.scopes }
}

/** Whether there is anything to compare with a list of all: before the first read there is not, unless one failed in the middle. */
async function holdsAnything(
  store: Store,
  connectionId: string,
  cursors: readonly StoredScopeCursor[],
): Promise<boolean> {
  return cursors.some(wasRead) || (await countPresent(store, connectionId)) > 0
}

/** A project or team is chosen by its key, and known by its id: one with another key now goes on being chosen. */
async function followRenames(
  store: Store,
  { connection, cursors, preflight }: ToFollow,
): Promise<Connection> {
  const scopeKeys = renamedKeys(connection.scopeKeys, cursors, preflight.scopes)
  if (scopeKeys === null) return connection
  await renameScopeKeys(store, connection, scopeKeys)
  return { ...connection, scopeKeys }
}

function wasRead({ cursorAt, absentSinceAt }: StoredScopeCursor): boolean {
  return cursorAt !== null || absentSinceAt !== null
}

interface ToFollow {
  readonly connection: Connection
  readonly cursors: readonly StoredScopeCursor[]
  readonly preflight: Preflight
}

interface ToCount {
  readonly tracker: Tracker
  readonly preflight: Preflight
  readonly scopes: readonly TrackerScope[]
  readonly signal: AbortSignal
}

/** How many tickets there are to read, as the tracker estimates; null where it isn't all of them. */
async function approximateTickets(
  { kind }: Pick<ReadingPlan<TrackerScope>, 'kind'>,
  { tracker, preflight, scopes, signal }: ToCount,
): Promise<number | null> {
  if (kind === 'incremental') return null
  return (await tracker.countTickets?.(scopes, signal)) ?? preflight.approximateTickets
}
