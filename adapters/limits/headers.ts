import { hourMs, type Instant } from '../../domain/instant.ts'

/** The part of `Headers` that this module uses. */
export interface ReadableHeaders {
  get(name: string): string | null
}

/** One of the tracker's allowances, from its headers. */
export interface Allowance {
  /** `requests` counts calls, `complexity` counts Linear's points, `endpoint` counts calls of one endpoint. */
  readonly counts: 'requests' | 'complexity' | 'endpoint'
  readonly limit: number
  readonly remaining: number
  /** When it is full again; null when the tracker doesn't say. */
  readonly resetAt: Instant | null
  /** Whether only the next few are added at `resetAt`, as Data Center does. Defaults to false. */
  readonly isPartialReset?: boolean
  /** How much of it is refilled per millisecond. */
  readonly refillPerMs: number
}

export interface LimitReading {
  /** The wait of `Retry-After`; null when it is missing, or 0 as Data Center sends it with every response. */
  readonly retryAfterMs: number | null
  /** Time until an exhausted allowance is full again, for a limited request without `Retry-After`; null when unknown. */
  readonly resetInMs: number | null
  /** Jira's `RateLimit-Reason`: which of its limits was hit. */
  readonly reason: string | null
  /** Jira's own warning that less than a fifth is left. */
  readonly nearLimit: boolean
  readonly allowances: readonly Allowance[]
  /** Linear's points that the request cost; null when unknown. */
  readonly complexitySpent: number | null
}

/** A tracker's times are by its own clock, which its Date header shows; ours may be minutes off. */
interface Clocks {
  readonly nowAt: Instant
  readonly trackerNowAt: Instant
}

/**
 * Reads the limit headers of Jira Cloud, Jira Data Center and Linear from any response.
 *
 * Jira Cloud refills every second (100 per second and endpoint); Data Center states its interval and fill rate;
 * Linear's allowances refill evenly over an hour. Sources: developer.atlassian.com/cloud/jira/platform/rate-limiting,
 * linear.app/developers/rate-limiting.
 */
export function readLimitHeaders(headers: ReadableHeaders, nowAt: Instant): LimitReading {
  const clocks = { nowAt, trackerNowAt: parseDate(headers.get('date')) ?? nowAt }
  const resetAt = firstReset(headers, clocks)
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), clocks)
  const allowances = [
    dataCenterAllowance(headers, retryAfterMs, clocks) ??
      allowanceOf(
        headers,
        { prefix: 'x-ratelimit', counts: 'endpoint', refillOf: (limit) => limit / 1000 },
        clocks,
      ),
    allowanceOf(
      headers,
      { prefix: 'x-ratelimit-endpoint-requests', counts: 'endpoint', refillOf: perHour },
      clocks,
    ),
    allowanceOf(headers, { prefix: 'x-ratelimit-requests', counts: 'requests', refillOf: perHour }, clocks),
    allowanceOf(
      headers,
      { prefix: 'x-ratelimit-complexity', counts: 'complexity', refillOf: perHour },
      clocks,
    ),
  ].filter((allowance) => allowance !== null)
  return {
    retryAfterMs,
    resetInMs: resetAt === null ? exhaustedQuotaMs(headers) : resetAt - nowAt,
    reason: headers.get('ratelimit-reason'),
    nearLimit: headers.get('x-ratelimit-nearlimit')?.toLowerCase() === 'true',
    allowances,
    complexitySpent: parseCount(headers.get('x-complexity')),
  }
}

/** The headers of one limit, which begin alike. */
interface LimitHeaders {
  readonly prefix: string
  readonly counts: Allowance['counts']
  /** Of a limit, how much of it comes back each millisecond. */
  readonly refillOf: (limit: number) => number
}

function allowanceOf(
  headers: ReadableHeaders,
  { prefix, counts, refillOf }: LimitHeaders,
  clocks: Clocks,
): Allowance | null {
  const limit = parseCount(headers.get(`${prefix}-limit`))
  const remaining = parseCount(headers.get(`${prefix}-remaining`))
  if (limit === null || remaining === null || limit === 0) return null
  const resetAt = parseReset(headers.get(`${prefix}-reset`), clocks)
  return { counts, limit, remaining, resetAt, refillPerMs: refillOf(limit) }
}

function perHour(limit: number): number {
  return limit / hourMs
}

/**
 * Data Center's, which alone states an interval: it counts a user's requests to all endpoints, and tells with the response that
 * took the last one when it adds the next.
 */
function dataCenterAllowance(
  headers: ReadableHeaders,
  retryAfterMs: number | null,
  clocks: Clocks,
): Allowance | null {
  const intervalSeconds = parseCount(headers.get('x-ratelimit-interval-seconds'))
  const fillRate = parseCount(headers.get('x-ratelimit-fillrate'))
  if (intervalSeconds === null || intervalSeconds === 0 || fillRate === null || fillRate === 0) return null
  const refillPerMs = fillRate / (intervalSeconds * 1000)
  const allowance = allowanceOf(
    headers,
    { prefix: 'x-ratelimit', counts: 'requests', refillOf: () => refillPerMs },
    clocks,
  )
  if (allowance === null || retryAfterMs === null) return allowance
  return { ...allowance, resetAt: allowance.resetAt ?? clocks.nowAt + retryAfterMs, isPartialReset: true }
}

/** Where the tracker names several, those of used-up allowances count, and of them the latest. */
function firstReset(headers: ReadableHeaders, clocks: Clocks): Instant | null {
  const ahead = (name: string) => {
    const at = parseReset(headers.get(name), clocks)
    return at !== null && at > clocks.nowAt ? [at] : []
  }
  const ofAll = ['x-ratelimit-reset', 'ratelimit-reset', 'beta-ratelimit-reset'].flatMap(ahead)[0]
  if (ofAll !== undefined) return ofAll
  const usedUp = ['requests', 'complexity', 'endpoint-requests'].flatMap((name) => {
    const remaining = parseCount(headers.get(`x-ratelimit-${name}-remaining`))
    return remaining === null || remaining === 0 ? ahead(`x-ratelimit-${name}-reset`) : []
  })
  return usedUp.length === 0 ? null : Math.max(...usedUp)
}

/** Seconds (whole or not), a date, or the time as an epoch, which no count of seconds reaches. */
function parseRetryAfter(text: string | null, { trackerNowAt }: Clocks): number | null {
  if (text === null || text.trim() === '') return null
  const seconds = Number(text)
  if (Number.isFinite(seconds) && seconds <= 1e9) return seconds <= 0 ? null : Math.ceil(seconds * 1000)
  const at = Number.isFinite(seconds) ? epochMs(seconds) : parseDate(text)
  return at === null || at <= trackerNowAt ? null : at - trackerNowAt
}

/** By our clock. Seen in the wild: ISO 8601 with and without seconds, epoch seconds, epoch milliseconds, seconds from now. */
function parseReset(text: string | null, { nowAt, trackerNowAt }: Clocks): Instant | null {
  if (text === null || text.trim() === '') return null
  const number = Number(text)
  if (Number.isFinite(number)) {
    if (number > 1e9) return epochMs(number) - trackerNowAt + nowAt
    return nowAt + Math.round(number * 1000)
  }
  const at = parseDate(text)
  return at === null ? null : at - trackerNowAt + nowAt
}

/** An epoch in milliseconds or seconds: seconds reach 10^11 in the year 5138. */
function epochMs(number: number): Instant {
  return Math.round(number > 1e11 ? number : number * 1000)
}

function parseDate(text: string | null): Instant | null {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : at
}

/** The structured `RateLimit: "global-app-quota";r=0;t=600`: t seconds until an exhausted quota is full again. */
function exhaustedQuotaMs(headers: ReadableHeaders): number | null {
  const text = headers.get('ratelimit') ?? headers.get('beta-ratelimit')
  if (text === null) return null
  const waits = text.split(',').flatMap((quota) => {
    const remaining = /;\s*r=(\d+)/.exec(quota)?.[1]
    const seconds = /;\s*t=(\d+)/.exec(quota)?.[1]
    return remaining !== undefined && Number(remaining) === 0 && seconds !== undefined
      ? [Number(seconds)]
      : []
  })
  return waits.length === 0 ? null : Math.max(...waits) * 1000
}

function parseCount(text: string | null): number | null {
  if (text === null || text.trim() === '') return null
  const count = Number(text)
  return Number.isFinite(count) && count >= 0 ? count : null
}
