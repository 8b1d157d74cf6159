import type { Instant } from '../../domain/instant.ts'
import { type LimitWait, RequestLimiter, type Sleep } from '../limits/limiter.ts'
import { TrackerAuthError } from '../trackers/errors.ts'
import type { Tracker, TrackerScope } from '../trackers/tracker.ts'
import { parseBaseUrl } from './http/base-url.ts'
import { createJiraClient, type JiraAuth } from './http/client.ts'
import type { Fetch } from './http/transport.ts'
import { StatusBook } from './map/statuses.ts'
import { readTicketPage } from './read/pages.ts'
import { countTickets, readPreflight } from './read/preflight.ts'
import { readingAhead } from './read/read-ahead.ts'
import { readSite, type Site } from './read/site.ts'
import { StatusLookup } from './read/status-lookup.ts'
import { readUsers } from './read/users.ts'

export interface JiraTrackerOptions {
  readonly connectionId: string
  /** `https://example.atlassian.net`, or `https://api.atlassian.com/ex/jira/{cloudId}` for scoped tokens. */
  readonly baseUrl: string
  readonly auth: JiraAuth
  /** 1,000 unless told: what one bulk changelog request takes. */
  readonly ticketsPerPage?: number
  /** 30,000 unless told. */
  readonly requestTimeoutMs?: number
  readonly now: () => Instant
  readonly sleep: Sleep
  readonly fetch?: Fetch
  /** Requests at once, 8 unless told; without effect beside `limiter`. */
  readonly concurrency?: number
  readonly onWait?: (wait: LimitWait) => void
  /** The connection's own limiter, where several trackers ask for one connection. */
  readonly limiter?: RequestLimiter
  /** Lets credentials go over plain http to another machine. */
  readonly allowInsecure?: boolean
}

/** A Jira Cloud site as a tracker, with what only Jira can tell. */
export interface JiraTracker extends Tracker {
  /** About how many tickets are in scope; asked on full runs only, null where Jira doesn't count. */
  countTickets(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<number | null>
  /** Answers so far that didn't fit jira.js's schema: a sign that Jira's API moves. */
  schemaMismatches(): number
}

/**
 * Connects to a Jira Cloud site; sends nothing yet.
 * @throws TrackerRequestError when the address isn't fit to send credentials to
 */
export function createJiraTracker(options: JiraTrackerOptions): JiraTracker {
  const { connectionId } = options
  const baseUrl = parseBaseUrl(options.baseUrl, options.allowInsecure ?? false)
  const client = createJiraClient({
    baseUrl,
    auth: options.auth,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    fetch: options.fetch ?? globalThis.fetch,
    limiter: options.limiter ?? ownLimiter(options),
  })
  const statusBook = new StatusBook()
  const statusLookup = new StatusLookup(client, connectionId, statusBook)
  let knownSite: Site | null = null

  async function loadSite(signal: AbortSignal | undefined): Promise<Site> {
    const site = await readSite(client, connectionId, baseUrl, signal)
    for (const status of site.statuses) statusBook.learn(status)
    knownSite = site
    return site
  }

  const readPage = readingAhead(async (request, signal, tellNext) => {
    const site = knownSite ?? (await loadSite(signal))
    const ticketsPerPage = options.ticketsPerPage ?? 1000
    return readTicketPage(
      { client, connectionId, site, statusBook, statusLookup, ticketsPerPage },
      request,
      signal,
      tellNext,
    )
  })

  return {
    preflight: (signal) => readPreflight(client, () => loadSite(signal), signal),
    listUsers: (signal) => readUsers(client, connectionId, signal),
    async readPage(request, signal) {
      refuseNoScope(request.scopes)
      return readPage(request, signal)
    },
    countTickets: (scopes, signal) => countTickets(client, scopes, signal),
    requestCount: () => client.requestCount(),
    schemaMismatches: () => client.schemaMismatches(),
  }
}

/** Reading nothing would look like an empty company, and reading everything is more than was asked for. */
function refuseNoScope(scopes: readonly TrackerScope[]): void {
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
