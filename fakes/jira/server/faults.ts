/** A way for one answer to go wrong. */
export type FaultKind =
  | 'too-many-requests-without-retry-after'
  | 'service-unavailable'
  | 'html-page'
  | 'cut-json'
  | 'stall'
  | 'closed-connection'
  | 'repeated-token'
  | 'expired-token'

/** When an answer goes wrong: at the n-th request to an endpoint (from 1, counted from when the rule was set). */
export interface FaultRule {
  readonly kind: FaultKind
  /** The endpoint's name as `requests` counts it, such as `POST search/jql`; every endpoint where it is missing. */
  readonly endpoint?: string
  /** The first request that it hits; 1 where it is missing. */
  readonly fromRequest?: number
  /** How many requests it hits; all from there where it is missing. */
  readonly times?: number
}

/** Everything that a test can switch to make the server as bad as the original on a bad day. */
export interface JiraFaults {
  readonly rules?: readonly FaultRule[]
  /** How far the search index is behind; `reconcileIssues` sees through it. */
  readonly indexLagMs?: number
  /** No answer comes sooner. */
  readonly minimumLatencyMs?: number
  /** A refused credential is answered like nobody's: 200, empty, and a header. */
  readonly silentAnonymous?: boolean
  /** Tickets (by key) whose fields are null, or of another type than documented. */
  readonly poisonTickets?: Readonly<Record<string, 'null-fields' | 'wrong-types'>>
}

/** Holds the switched faults and decides, request by request, which of them strikes. */
export class FaultBox {
  #faults: JiraFaults = {}
  #seen = new Map<FaultRule, number>()

  constructor(faults: JiraFaults = {}) {
    this.set(faults)
  }

  get current(): JiraFaults {
    return this.#faults
  }

  /** Replaces all faults; counting starts anew. */
  set(faults: JiraFaults): void {
    this.#faults = faults
    this.#seen = new Map()
  }

  /** The faults that strike this request to `endpoint`; each call counts as one request. */
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

/** Spoils an issue's JSON: a record that a reader must set aside without losing its neighbours. */
export function poisoned(issue: object, poison: 'null-fields' | 'wrong-types'): object {
  if (poison === 'null-fields') return { ...issue, fields: null }
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

/** The page that a proxy or a sign-in puts in the place of an answer, with status 200. */
export const htmlPage =
  '<!doctype html><html><head><title>Log in to continue</title></head><body>Log in</body></html>'
