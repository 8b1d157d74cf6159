import type { Instant } from '../../domain/instant.ts'
import { type LimitWait, RequestLimiter, type Sleep } from '../limits/limiter.ts'
import { parseTrackerUrl } from '../trackers/address.ts'
import { TrackerAuthError } from '../trackers/errors.ts'
import type { Tracker, TrackerScope } from '../trackers/tracker.ts'
import type { Fetch } from '../trackers/transport.ts'
import { createJiraClient, type JiraAuth } from './http/client.ts'
import { StatusCatalog } from './map/statuses.ts'
import { readContext } from './read/context.ts'
import { readTicketPage } from './read/pages.ts'
import { countTickets, readPreflight } from './read/preflight.ts'
import { withReadAhead } from './read/read-ahead.ts'
import { readProjectCounts, readSite, type Site } from './read/site.ts'
import { StatusLookup } from './read/status-lookup.ts'
import { readUsers } from './read/users.ts'

export interface JiraTrackerOptions {
  readonly connectionId: string
  /** `https://example.atlassian.net`, or `https://api.atlassian.com/ex/jira/{cloudId}` for scoped tokens. */
  readonly baseUrl: string
  readonly auth: JiraAuth
  /** Defaults to 1,000: what one bulk changelog request takes. */
  readonly ticketsPerPage?: number
  /** Defaults to 30,000. */
  readonly requestTimeoutMs?: number
  readonly now: () => Instant
  readonly sleep: Sleep
  readonly fetch?: Fetch
  /** Requests in flight. Defaults to 8; ignored when there is a `limiter`. */
  readonly concurrency?: number
  readonly onWait?: (wait: LimitWait) => void
  /** The connection's limiter, where several trackers share one connection. Defaults to a new one. */
  readonly limiter?: RequestLimiter
  /** Allows sending credentials over plain http to another machine. */
  readonly allowInsecure?: boolean
}

/** A Jira Cloud site as a tracker, with what only Jira provides. */
export interface JiraTracker extends Tracker {
  /** The approximate number of tickets in scope, for full runs; null where Jira doesn't count. */
  countTickets(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<number | null>
  /** Responses so far that didn't match jira.js's schema: a sign that Jira's API changes. */
  schemaMismatches(): number
}

/**
 * Connects to a Jira Cloud site; sends nothing yet.
 * @throws TrackerRequestError when the address isn't fit to send credentials to
 */
export function createJiraTracker(options: JiraTrackerOptions): JiraTracker {
  const { connectionId } = options
  const baseUrl = parseTrackerUrl(options.baseUrl, {
    label: 'Jira',
    example: 'https://example.atlassian.net',
    allowInsecure: options.allowInsecure ?? false,
  })
  const client = createJiraClient({
    baseUrl,
    auth: options.auth,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    fetch: options.fetch ?? globalThis.fetch,
    limiter: options.limiter ?? ownLimiter(options),
  })
  const statusCatalog = new StatusCatalog()
  const statusLookup = new StatusLookup(client, connectionId, statusCatalog)
  let knownSite: Site | null = null

  async function loadSite(signal: AbortSignal | undefined): Promise<Site> {
    const site = await readSite(client, connectionId, baseUrl, signal)
    for (const status of site.statuses) statusCatalog.learn(status)
    knownSite = site
    return site
  }

  const readPage = withReadAhead(async (request, signal, onNextCheckpoint) => {
    const site = knownSite ?? (await loadSite(signal))
    const ticketsPerPage = options.ticketsPerPage ?? 1000
    return readTicketPage(
      { client, connectionId, site, statusCatalog, statusLookup, ticketsPerPage },
      request,
      signal,
      onNextCheckpoint,
    )
  })

  return {
    preflight: (signal) => readPreflight(client, () => loadSite(signal), signal),
    listUsers: (signal) => readUsers(client, connectionId, signal),
    async readPage(request, signal) {
      requireScopes(request.scopes)
      return readPage(request, signal)
    },
    async readContext(ticketIds, signal) {
      const site = knownSite ?? (await loadSite(signal))
      return readContext({ client, connectionId, site, statusCatalog }, ticketIds, signal)
    },
    countTickets: (scopes, signal) => countTickets(client, scopes, signal),
    countByScope: (signal) => readProjectCounts(client, signal),
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
