import { isoOf } from '../../../domain/instant.ts'
import type { FakeResponse } from './response.ts'

/** Jira's burst limit: a bucket for each endpoint and method, shared by everyone on the site. */
export interface BurstLimit {
  /** Requests that a full bucket holds; also the value of `X-RateLimit-Limit`. */
  readonly capacity: number
  readonly refillPerSecond: number
  /** Fills the bucket whole at the end of each window, and not in between. Missing: it is refilled all the time. */
  readonly windowSeconds?: number
}

/** High enough to never slow the demo; tests set their own. */
export const generousLimit: BurstLimit = { capacity: 2_000, refillPerSecond: 2_000 }

const nearShare = 0.2

/** The bucket's outcome for one request: headers for any response, and a 429 when it is empty. */
export interface Verdict {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: FakeResponse | null
}

/** Token buckets by endpoint; `clockMs` is a monotonic clock, since a demo's own clock may stand still. */
export class BurstLimits {
  #limit: BurstLimit
  readonly #clockMs: () => number
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>()

  constructor(limit: BurstLimit, clockMs: () => number) {
    this.#limit = limit
    this.#clockMs = clockMs
  }

  /** Replaces the limit and fills every bucket. */
  set(limit: BurstLimit): void {
    this.#limit = limit
    this.#buckets.clear()
  }

  /** Takes a token for a request to `endpoint`, or rejects it with the time to wait. */
  take(endpoint: string, wallClockMs: number): Verdict {
    const { capacity, refillPerSecond, windowSeconds } = this.#limit
    const atMs = this.#clockMs()
    const bucket = this.#buckets.get(endpoint) ?? { tokens: capacity, atMs }
    const windowMs = (windowSeconds ?? 0) * 1000
    const isNewWindow = windowMs > 0 && Math.floor(atMs / windowMs) > Math.floor(bucket.atMs / windowMs)
    const refilled = ((atMs - bucket.atMs) / 1000) * refillPerSecond
    const gained = windowMs === 0 ? refilled : isNewWindow ? capacity : 0
    const tokens = Math.min(capacity, bucket.tokens + gained)
    const isEmpty = tokens < 1
    this.#buckets.set(endpoint, { tokens: isEmpty ? tokens : tokens - 1, atMs })
    const left = isEmpty ? 0 : Math.floor(tokens - 1)
    const headers: Record<string, string> = {
      'X-RateLimit-Limit': String(capacity),
      'X-RateLimit-Remaining': String(left),
      ...(left < capacity * nearShare ? { 'X-RateLimit-NearLimit': 'true' } : {}),
    }
    if (!isEmpty) return { headers, refusal: null }
    const waitMs = windowMs === 0 ? ((1 - tokens) / refillPerSecond) * 1000 : windowMs - (atMs % windowMs)
    const waitSeconds = Math.max(1, Math.ceil(waitMs / 1000))
    const resetAt = wallClockMs + waitSeconds * 1000
    return { headers, refusal: tooManyRequests({ ...headers, ...waitHeaders(waitSeconds, resetAt) }) }
  }
}

function waitHeaders(waitSeconds: number, resetAt: number): Record<string, string> {
  return {
    'Retry-After': String(waitSeconds),
    // Jira writes this time without seconds.
    'X-RateLimit-Reset': `${isoOf(resetAt).slice(0, 16)}Z`,
    'RateLimit-Reason': 'jira-burst-based',
  }
}

/** Jira's 429; a gateway's has no `Retry-After`, so the headers are the caller's. */
export function tooManyRequests(headers: Readonly<Record<string, string>>): FakeResponse {
  return { status: 429, body: { message: 'Rate limit exceeded.', statusCode: 429 }, headers }
}
