import type { Instant } from '../../domain/instant.ts'
import { type LimitWait, RequestLimiter, type Sleep } from '../limits/limiter.ts'
import { parseTrackerUrl } from '../trackers/address.ts'
import type { KeptCut } from '../trackers/definition.ts'
import { TrackerAuthError } from '../trackers/errors.ts'
import type { Tracker, TrackerScope } from '../trackers/tracker.ts'
import { type Fetch, largestResponseBytes } from '../trackers/transport.ts'
import { requireSite } from './address.ts'
import { dataCenterDeployment } from './data-center/deployment.ts'
import { readTokenExpiry } from './data-center/token-expiry.ts'
import { createJiraClient, type JiraAuth } from './http/client.ts'
import { requestedFields } from './map/fields.ts'
import { StatusCatalog } from './map/statuses.ts'
import { listChanged, listTickets, locate } from './read/census.ts'
import { cloudDeployment } from './read/cloud.ts'
import { readContext } from './read/context.ts'
import { HistoryDoubts } from './read/history-doubts.ts'
import { type PageContext, readPageOf, readTicketPage } from './read/pages.ts'
import type { JiraDeployment } from './read/site/deployment.ts'
import { lookAtPeople } from './read/site/people-seen.ts'
import { confirmAccount, readPreflight } from './read/site/preflight.ts'
import { ScopesInSight } from './read/site/scopes-in-sight.ts'
import { isDataCenter, readServer, type Server } from './read/site/server.ts'
import { readSite, type Site } from './read/site/site.ts'
import { StatusLookup } from './read/site/status-lookup.ts'
import { tryReading } from './read/try-reading.ts'
import { withReadAhead } from './read/walk/read-ahead.ts'

export interface JiraTrackerOptions {
  readonly connectionId: string
  /**
   * `https://example.atlassian.net`, `https://api.atlassian.com/ex/jira/{cloudId}` for scoped tokens, or a Data Center's address
   * with the path below which it runs.
   */
  readonly baseUrl: string
  readonly auth: JiraAuth
  /** Whether the token is a personal access token, whose expiry a Data Center tells. Defaults to false. */
  readonly isAccessToken?: boolean
  /** What to say where the credentials aren't taken: sentences. Defaults to what holds for every kind. */
  readonly refusalAdvice?: string
  /** The version of the API to ask first what the server is. Defaults to 3, Cloud's. */
  readonly askedFirst?: 2 | 3
  /** Defaults to 1,000: what one bulk changelog request takes. */
  readonly ticketsPerPage?: number
  /** Defaults to 30,000. */
  readonly requestTimeoutMs?: number
  readonly now: () => Instant
  readonly sleep: Sleep
  readonly fetch?: Fetch
  /** Of the largest response that is read. Defaults to 64 MiB. */
  readonly maxResponseBytes?: number
  /** Requests in flight. Defaults to 10; ignored when there is a `limiter`. */
  readonly concurrency?: number
  readonly onWait?: (wait: LimitWait) => void
  /** The connection's limiter, where several trackers share one connection. Defaults to a new one. */
  readonly limiter?: RequestLimiter
  /** Where earlier runs found that the site cuts histories off. Defaults to nowhere, and is then kept for this tracker alone. */
  readonly historiesCut?: KeptCut
  /** Allows sending credentials over plain http to another machine. */
  readonly allowInsecure?: boolean
}

/** A Jira as a tracker, with what only Jira provides. */
export interface JiraTracker extends Tracker {
  /** The approximate number of tickets in scope, for full runs; null where Jira doesn't count. */
  countTickets(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<number | null>
  /** How many methods had a first response that didn't match jira.js's schema: a sign that Jira's API changes. */
  schemaMismatches(): number
}

/** What is known of the server after the first request. */
interface Opened {
  readonly server: Server
  readonly deployment: JiraDeployment
  readonly statusLookup: StatusLookup
  readonly historyDoubts: HistoryDoubts
  readonly scopesInSight: ScopesInSight
  site: Site | null
  /** Null before the preflight. */
  accountId: string | null
  /** Records of the list of projects that can't be understood. */
  unreadProjects: number
  /** The same of the list of accounts, once it was read. */
  unreadUsers: number
}

/**
 * Connects to a Jira, of Cloud or Data Center; sends nothing yet.
 * @throws TrackerRequestError when the address isn't fit to send credentials to
 */
export function createJiraTracker(options: JiraTrackerOptions): JiraTracker {
  const { connectionId } = options
  const baseUrl = parseTrackerUrl(options.baseUrl, {
    label: 'Jira',
    example: 'https://example.atlassian.net or https://jira.example.com/jira',
    allowInsecure: options.allowInsecure ?? false,
  })
  requireSite(baseUrl)
  const client = createJiraClient({
    baseUrl,
    auth: options.auth,
    ...(options.refusalAdvice === undefined ? {} : { refusalAdvice: options.refusalAdvice }),
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    fetch: options.fetch ?? globalThis.fetch,
    maxResponseBytes: options.maxResponseBytes ?? largestResponseBytes,
    limiter: options.limiter ?? ownLimiter(options),
  })
  const statusCatalog = new StatusCatalog()
  const historiesCut = options.historiesCut ?? { at: null, keep: () => Promise.resolve() }
  let known: Opened | null = null

  /** Asks the server what it is, whatever its address looks like. */
  async function open(signal: AbortSignal | undefined): Promise<Opened> {
    const server = await readServer(client, options.askedFirst ?? 3, signal)
    const deployment = isDataCenter(server) ? dataCenterDeployment(client.version2) : cloudDeployment(client)
    const statusLookup = new StatusLookup(deployment, connectionId, statusCatalog)
    const historyDoubts = new HistoryDoubts(deployment, historiesCut)
    const scopesInSight = new ScopesInSight(deployment)
    const parts = { server, deployment, statusLookup, historyDoubts, scopesInSight }
    known = { ...parts, site: null, accountId: null, unreadProjects: 0, unreadUsers: 0 }
    return known
  }

  async function readSiteOf(opened: Opened, signal: AbortSignal | undefined): Promise<Site> {
    const { deployment, server } = opened
    const site = await readSite(deployment.client, { connectionId, server, baseUrl }, signal)
    for (const status of site.statuses) statusCatalog.learn(status)
    opened.site = site
    return site
  }

  async function contextOf(signal: AbortSignal | undefined): Promise<PageContext> {
    const opened = known ?? (await open(signal))
    const site = opened.site ?? (await readSiteOf(opened, signal))
    const { deployment, statusLookup, historyDoubts, scopesInSight, unreadProjects, unreadUsers } = opened
    const ticketsPerPage = options.ticketsPerPage ?? 1000
    const learned = { site, statusCatalog, statusLookup, historyDoubts, scopesInSight }
    return { deployment, connectionId, ...learned, ticketsPerPage, unreadProjects, unreadUsers }
  }

  const readPage = withReadAhead(
    async (request, signal, onNextCheckpoint) =>
      readTicketPage(await contextOf(signal), request, signal, onNextCheckpoint),
    () => known?.deployment.pagesAhead() ?? 1,
  )

  return {
    async preflight(signal) {
      const opened = await open(signal)
      const noteUnread = (count: number) => {
        opened.unreadProjects = count
      }
      const readSite = () => readSiteOf(opened, signal)
      const preflight = await readPreflight(opened.deployment, readSite, noteUnread, signal)
      opened.accountId = preflight.accountId
      return preflight
    },
    async confirmAccount(signal) {
      if (known === null || known.accountId === null) throw new TypeError('nothing was read before')
      await confirmAccount(known.deployment, known.accountId, signal)
    },
    async listUsers(signal) {
      const opened = known ?? (await open(signal))
      const { users, unread } = await opened.deployment.readUsers(connectionId, signal)
      opened.unreadUsers = unread
      return users
    },
    async lookAtPeople(ownAccountId, signal) {
      const { deployment } = known ?? (await open(signal))
      return lookAtPeople(deployment, { connectionId, ownAccountId }, signal)
    },
    async tryReading(scopes, signal) {
      const { deployment, site } = await contextOf(signal)
      await tryReading(deployment, { scopes, fields: requestedFields(site.fields) }, signal)
    },
    async readSecretExpiry(signal) {
      if (options.isAccessToken !== true) return null
      const { deployment } = known ?? (await open(signal))
      return deployment.kind === 'data_center' ? readTokenExpiry(client.version2, signal) : null
    },
    async readPage(request, signal) {
      requireScopes(request.scopes)
      return readPage(request, signal)
    },
    async readContext(ticketIds, signal) {
      return readContext(await contextOf(signal), ticketIds, signal)
    },
    async findTicketIds(keys, signal) {
      const { deployment } = known ?? (await open(signal))
      return deployment.readIdsOfKeys(keys, signal)
    },
    census: {
      async listTickets(request, signal) {
        requireScopes(request.scopes)
        const context = await contextOf(signal)
        return listTickets(context, context.site.fields, request, signal)
      },
      async listChanged(request, signal) {
        requireScopes(request.scopes)
        return listChanged(await contextOf(signal), request, signal)
      },
      async readTickets(request, signal) {
        return readPageOf(await contextOf(signal), request, signal)
      },
      async locate(ticketIds, signal) {
        const { deployment } = known ?? (await open(signal))
        return locate(deployment, ticketIds, signal)
      },
      scopesOutOfSight: () => known?.scopesInSight.lostIds() ?? new Set(),
      listsArchived: false,
    },
    async countTickets(scopes, signal) {
      const { deployment, scopesInSight } = known ?? (await open(signal))
      return deployment.countTickets(scopesInSight.current(scopes), signal)
    },
    async countByScope(signal) {
      const { deployment } = known ?? (await open(signal))
      return deployment.readProjectCounts(signal)
    },
    requestCount: () => client.requestCount(),
    schemaMismatches: () => client.schemaMismatches(),
  }
}

/** Reading nothing would look like an empty company, and reading everything is more than was requested. */
function requireScopes(scopes: readonly TrackerScope[]): void {
  if (scopes.length > 0) return
  throw new TrackerAuthError(
    'None of the projects that this connection reads is visible any more: let its account browse them, or choose others.',
  )
}

function ownLimiter(options: JiraTrackerOptions): RequestLimiter {
  const { connectionId, now, sleep, concurrency, onWait } = options
  return new RequestLimiter({
    now,
    sleep,
    seed: connectionId,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(onWait === undefined ? {} : { onWait }),
  })
}
