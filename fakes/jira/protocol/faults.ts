/** A kind of faulty response. */
export type FaultKind =
  | 'too-many-requests-without-retry-after'
  | 'service-unavailable'
  | 'error-body'
  | 'redirect'
  | 'forbidden'
  | 'unreadable-list'
  /** A search finds nothing, without a word. */
  | 'empty-search'
  | 'html-page'
  | 'cut-json'
  | 'gzip-bomb'
  | 'stall'
  | 'closed-connection'
  | 'repeated-token'
  | 'missing-token'
  | 'expired-token'
  /** Taken for nobody, and told by a header; or without a word. */
  | 'anonymous'
  | 'anonymous-without-header'

/** When a response is faulty: at the n-th request to an endpoint (from 1, counted from when the rule was set). */
export interface FaultRule {
  readonly kind: FaultKind
  /** The endpoint's name as `requests` counts it, such as `POST search/jql`; defaults to every endpoint. */
  readonly endpoint?: string
  /** The first request that it affects. Defaults to 1. */
  readonly fromRequest?: number
  /** How many requests it affects. Defaults to all. */
  readonly times?: number
}

export type TicketPoison = 'null-fields' | 'wrong-types' | 'huge'

/** The characters of a huge ticket's summary: a million. */
export const hugeLength = 1_000_000

/** The faults that a test can switch on. */
export interface JiraFaults {
  readonly rules?: readonly FaultRule[]
  /** How far the search index is behind; `reconcileIssues` ignores it. */
  readonly indexLagMs?: number
  /** How far it is behind for single tickets (by key). */
  readonly ticketLagMs?: Readonly<Record<string, number>>
  /** Tickets (by key) that a Data Center's search counts, and leaves out of its pages: their index entries are stale. */
  readonly unreturnedTickets?: readonly string[]
  /** The longest page of Cloud's search, whatever is asked for: Jira may return fewer. */
  readonly longestPage?: number
  /** The minimal latency of a response. */
  readonly minimumLatencyMs?: number
  /** Wrong credentials get an anonymous response: 200, empty, and a header. */
  readonly silentAnonymous?: boolean
  /** Tickets (by key) whose fields are null, of another type than documented, or huge. */
  readonly poisonTickets?: Readonly<Record<string, TicketPoison>>
  /** Tickets (by key) whose log in the bulk changelog is no list. */
  readonly poisonLogs?: readonly string[]
  /** Tickets (by key) that the bulk changelog leaves out, without a word. */
  readonly missingLogs?: readonly string[]
}

/** Holds the faults and decides for each request which of them apply. */
export class FaultBox {
  #faults: JiraFaults = {}
  #seen = new Map<FaultRule, number>()

  constructor(faults: JiraFaults = {}) {
    this.set(faults)
  }

  get current(): JiraFaults {
    return this.#faults
  }

  /** Replaces all faults; restarts the counts. */
  set(faults: JiraFaults): void {
    this.#faults = faults
    this.#seen = new Map()
  }

  /** The faults that apply to this request to `endpoint`; each call counts as one request. */
  strike(endpoint: string): ReadonlySet<FaultKind> {
    const struck = new Set<FaultKind>()
    for (const rule of this.#faults.rules ?? []) {
      if (rule.endpoint !== undefined && rule.endpoint !== endpoint) continue
      const count = (this.#seen.get(rule) ?? 0) + 1
      this.#seen.set(rule, count)
      const first = rule.fromRequest ?? 1
      if (count >= first && count < first + (rule.times ?? Number.POSITIVE_INFINITY)) struck.add(rule.kind)
    }
    return struck
  }
}

/** How far the search index is behind for a ticket, by its id. */
export function indexLagOf(
  { indexLagMs = 0, ticketLagMs = {} }: JiraFaults,
  tickets: { named(issueId: string): { readonly key: string } | null },
): (issueId: string) => number {
  return (issueId) => ticketLagMs[tickets.named(issueId)?.key ?? ''] ?? indexLagMs
}

/** Corrupts an issue's JSON: a reader must quarantine it without losing the others. */
export function poisoned(issue: object, poison: TicketPoison): object {
  if (poison === 'null-fields') return { ...issue, fields: null }
  if (poison === 'huge') {
    const whole = 'fields' in issue && typeof issue.fields === 'object' ? issue.fields : {}
    return { ...issue, fields: { ...whole, summary: 'x'.repeat(hugeLength) } }
  }
  const fields = {
    summary: 42,
    status: 'Done',
    issuetype: [],
    created: 'yesterday',
    updated: null,
    labels: 'none',
    project: 7,
  }
  return { ...issue, fields }
}

/** The page that a proxy or a sign-in returns instead of the response, with status 200. */
export const htmlPage =
  '<!doctype html><html><head><title>Log in to continue</title></head><body>Log in</body></html>'
