import { type Instant, isoOf } from '../../domain/instant.ts'
import {
  absentParts,
  type IncompleteList,
  listOfPeople,
  unreadRecords,
} from '../../domain/sync/incomplete.ts'
import { RequestLimiter, type Sleep } from '../limits/limiter.ts'
import { parseTrackerUrl } from '../trackers/address.ts'
import { TrackerRequestError, TrackerResponseTooLargeError } from '../trackers/errors.ts'
import {
  emptyPage,
  type PageRequest,
  type PageResult,
  type Preflight,
  type TicketPage,
  type TicketsRequest,
  type Tracker,
  type TrackerScope,
} from '../trackers/tracker.ts'
import { type Fetch, largestResponseBytes } from '../trackers/transport.ts'
import { requireLinear } from './address.ts'
import { createLinearClient, type LinearAuth } from './http/client.ts'
import { LinearForbiddenError, LinearPartialError } from './http/errors.ts'
import { listIds, listTickets, locate } from './read/census.ts'
import { type Checkpoint, nextCheckpoint, readCheckpoint } from './read/checkpoint.ts'
import { CommentReader } from './read/comment-reader.ts'
import { listCommentIds, readCommentedIssueIds } from './read/comments.ts'
import { readContainers } from './read/containers.ts'
import { readContext } from './read/context.ts'
import { fewChanges, IssueWalk } from './read/issue-walk.ts'
import { type IssuePage, IssueReader, issuesQuery } from './read/issues.ts'
import { LabelCatalog } from './read/labels.ts'
import type { ListsAhead } from './read/lists-ahead.ts'
import { listStart } from './read/pages.ts'
import { lookAtPeople, readPreflight, readTeamCounts, readUsers } from './read/preflight.ts'
import { mergePages, readTicketPage } from './read/ticket-page.ts'

const defaultApiUrl = 'https://api.linear.app/graphql'

export interface LinearTrackerOptions {
  readonly connectionId: string
  /** Defaults to Linear's own API. */
  readonly apiUrl?: string
  readonly auth: LinearAuth
  /** Defaults to a minute. */
  readonly requestTimeoutMs?: number
  /** Of the largest response that is read. Defaults to 64 MiB. */
  readonly maxResponseBytes?: number
  /** Defaults to as many as Linear takes in one query. */
  readonly ticketsPerPage?: number
  readonly now: () => Instant
  readonly sleep: Sleep
  /** The connection's limiter, shared by everything that reads the connection. Defaults to a new one. */
  readonly limiter?: RequestLimiter
  readonly fetch?: Fetch
}

/**
 * Linear as a tracker, by its GraphQL API; sends nothing yet.
 * @throws TrackerRequestError when the address isn't fit to send credentials to
 */
export function createLinearTracker(options: LinearTrackerOptions): Tracker {
  const { connectionId, now, sleep } = options
  const apiUrl = parseTrackerUrl(options.apiUrl ?? defaultApiUrl, { label: 'Linear', example: defaultApiUrl })
  requireLinear(apiUrl)
  const client = createLinearClient({
    apiUrl,
    auth: options.auth,
    requestTimeoutMs: options.requestTimeoutMs ?? 60_000,
    fetch: options.fetch ?? globalThis.fetch,
    maxResponseBytes: options.maxResponseBytes ?? largestResponseBytes,
    limiter: options.limiter ?? new RequestLimiter({ now, sleep, seed: connectionId }),
  })
  const ticketsPerPage = options.ticketsPerPage ?? usualTicketsPerPage
  const reader = new IssueReader(client, issuesQuery, ticketsPerPage)
  const labels = new LabelCatalog(client)
  const comments = new CommentReader(client)
  const walk = new IssueWalk(client, reader, comments, ticketsPerPage)
  let visibleTeams: readonly TrackerScope[] | null = null
  let ticketsOfTeam: ReadonlyMap<string, number> = new Map()
  let unreadTeams = 0
  let unreadStates = 0
  let unreadUsers = 0

  /** As Linear counted them; null where it didn't. */
  function ticketsOf(scopes: readonly TrackerScope[]): number | null {
    const counts = scopes.map(({ scopeId }) => ticketsOfTeam.get(scopeId) ?? null)
    return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)
  }

  async function preflight(signal?: AbortSignal): Promise<Preflight> {
    const read = await readPreflight(client, connectionId, now, signal)
    visibleTeams = read.scopes
    ticketsOfTeam = read.ticketsOfTeam
    unreadTeams = read.unreadTeams
    unreadStates = read.unreadStates
    return read
  }

  const assemble = (
    page: IssuePage,
    { scopes, askedAgain = false }: Omit<TicketsRequest, 'ticketIds'>,
    signal: AbortSignal | undefined,
    ahead?: ListsAhead,
  ) => readTicketPage({ connectionId, client, labels, comments, askedAgain, scopes }, page, signal, ahead)

  async function readPage(request: PageRequest, signal?: AbortSignal): Promise<PageResult> {
    const checkpoint = readCheckpoint(request.checkpoint)
    if (request.scopes.length === 0) return { page: emptyPage, checkpoint: null }
    if (request.checkpoint === null) labels.clear()
    const { page: read, next } = await readPhase(request, checkpoint, signal)
    const unread = [
      ...unreadRecords('list of teams', unreadTeams),
      ...unreadRecords('list of statuses', unreadStates),
      ...unreadRecords('list of labels', labels.unread()),
      ...unreadRecords(listOfPeople, unreadUsers),
      ...absentParts(client.absentFields()),
    ]
    const page = { ...read, incompleteLists: [...(read.incompleteLists ?? []), ...unread] }
    return { page, checkpoint: nextCheckpoint(checkpoint.phase, next, request.changedSinceAt !== null) }
  }

  function readPhase(
    request: PageRequest,
    checkpoint: Checkpoint,
    signal: AbortSignal | undefined,
  ): Promise<PhaseResult> {
    switch (checkpoint.phase) {
      case 'projects':
        return notingDenied('projects', () => readContainerPage(request, checkpoint, 'projects', signal))
      case 'initiatives':
        return notingDenied('initiatives', () =>
          readContainerPage(request, checkpoint, 'initiatives', signal),
        )
      case 'issues':
        return readIssuePage(request, checkpoint, signal)
      case 'comments':
        return readCommented(request, checkpoint, signal)
    }
  }

  async function readContainerPage(
    request: PageRequest,
    place: Checkpoint,
    kind: 'projects' | 'initiatives',
    signal: AbortSignal | undefined,
  ): Promise<PhaseResult> {
    const isReadWhole = request.withAllContainers === true || request.wholeLists?.includes(kind) === true
    const changedSinceAt = isReadWhole ? null : request.changedSinceAt
    const filter = changedSinceAt === null ? {} : { updatedAt: { gte: isoOf(changedSinceAt) } }
    const first = changedSinceAt !== null && place.after === null ? fewChanges : 100
    const read = await readContainers(client, { connectionId, kind }, { first, place, filter }, signal)
    const { containers, quarantined } = read
    return { page: { ...emptyPage, containers, quarantined }, next: read.next }
  }

  async function readIssuePage(
    request: PageRequest,
    place: Checkpoint,
    signal: AbortSignal | undefined,
  ): Promise<PhaseResult> {
    const isOfChanges = request.changedSinceAt !== null
    const expected = isOfChanges ? null : ticketsOf(request.scopes)
    const issues = await walk.read({ place, filter: changedIn(request), expected, isOfChanges }, signal)
    return { page: await assemble(issues, request, signal, issues.ahead), next: issues.next }
  }

  async function readCommented(
    request: PageRequest,
    place: Checkpoint,
    signal: AbortSignal | undefined,
  ): Promise<PhaseResult> {
    const walkedSinceAt = request.changedSinceAt ?? 0
    const sinceAt = request.wholeLists?.includes('comments') === true ? 0 : walkedSinceAt
    const none = { issueIds: [], next: null }
    const incompleteLists: IncompleteList[] = []
    const commented = await readCommentedIssueIds(client, { place, sinceAt, walkedSinceAt }, signal).catch(
      (error: unknown) => {
        incompleteLists.push(deniedList('comments', error))
        return none
      },
    )
    const { scopes } = request
    const whole = await readWhole({ ticketIds: commented.issueIds, scopes }, signal)
    return { page: mergePages([{ ...emptyPage, incompleteLists }, whole]), next: commented.next }
  }

  /** Tickets by id, with all events. */
  async function readWhole(request: TicketsRequest, signal: AbortSignal | undefined): Promise<TicketPage> {
    const ids = [...request.ticketIds]
    const pages: TicketPage[] = []
    while (ids.length > 0) {
      const filter = { ...scopeFilter(request), id: { in: ids.splice(0, reader.pageSize()) } }
      for (let from: IssuePage['next'] = listStart; from !== null; ) {
        const issues: IssuePage = await reader.read(from, filter, signal)
        pages.push(await assemble(issues, request, signal))
        from = issues.next
      }
    }
    return mergePages(pages)
  }

  async function notingDenied(list: string, read: () => Promise<PhaseResult>): Promise<PhaseResult> {
    try {
      return await read()
    } catch (error) {
      return { page: { ...emptyPage, incompleteLists: [deniedList(list, error)] }, next: null }
    }
  }

  return {
    preflight,
    async listUsers(signal) {
      const { users, unread } = await readUsers(client, connectionId, signal)
      unreadUsers = unread
      return users
    },
    lookAtPeople: (ownAccountId, signal) => lookAtPeople(client, { connectionId, ownAccountId }, signal),
    readPage,
    async readContext(ticketIds, signal) {
      const scopes = visibleTeams ?? (await preflight(signal)).scopes
      return readContext({ connectionId, client, labels, scopes }, ticketIds, signal)
    },
    census: {
      listTickets: (request, signal) => listTickets({ client, labels }, request, signal),
      listChanged: (request, signal) => listIds(client, changedIn(request), signal),
      async listComments({ scopes, sinceAt }, signal) {
        const teamIds = scopes.map(({ scopeId }) => scopeId)
        try {
          return await listCommentIds(client, { teamIds, sinceAt }, signal)
        } catch (error) {
          deniedList('comments', error)
          return null
        }
      },
      readTickets: readWhole,
      locate: (ticketIds, signal) => locate(client, ticketIds, signal),
      listsArchived: true,
    },
    countByScope: (signal) => readTeamCounts(client, signal),
    requestCount: () => client.requestCount(),
  }
}

/** A dozen of Linear's pages: what all of their lists lack then takes few requests. */
const usualTicketsPerPage = 3000

interface PhaseResult {
  readonly page: TicketPage
  readonly next: Omit<Checkpoint, 'phase'> | null
}

function scopeFilter({ scopes }: Pick<PageRequest, 'scopes'>): Readonly<Record<string, unknown>> {
  return { team: { id: { in: scopes.map((scope) => scope.scopeId) } } }
}

/** Archiving doesn't change `updatedAt`, so it has a condition of its own. */
function changedIn(
  request: Pick<PageRequest, 'scopes' | 'changedSinceAt'>,
): Readonly<Record<string, unknown>> {
  if (request.changedSinceAt === null) return scopeFilter(request)
  const gte = isoOf(request.changedSinceAt)
  return { ...scopeFilter(request), or: [{ updatedAt: { gte } }, { archivedAt: { gte } }] }
}

/**
 * Notes a list that Linear denies to this account or fails to return time after time, so that the run goes on with the rest; the
 * next one asks for it again, and reads it whole.
 * @throws any other error
 */
function deniedList(list: string, error: unknown): IncompleteList {
  if (error instanceof LinearForbiddenError) return { list, cause: 'Linear does not show it to this account' }
  if (error instanceof TrackerResponseTooLargeError) return { list, cause: 'it is larger than is read' }
  if (error instanceof TrackerRequestError) return { list, cause: 'Linear refuses it' }
  if (error instanceof LinearPartialError) return { list, cause: 'Linear returns only a part of it' }
  throw error
}
