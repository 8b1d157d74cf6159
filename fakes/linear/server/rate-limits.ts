import type { Instant } from '../../../domain/instant.ts'
import { LeakyBucket } from './leaky-bucket.ts'

/** How much an account may ask. */
export interface LinearLimits {
  readonly requestsPerHour: number
  readonly complexityPerHour: number
  /** Fills both whole at the end of each window, and not in between. Missing: they refill evenly. */
  readonly windowMs?: number
}

const highLimits: LinearLimits = { requestsPerHour: 1_000_000, complexityPerHour: 1_000_000_000 }

/** What is left of an account's requests and points, as Linear tells in the headers of its responses. */
export class RateLimits {
  readonly #requests: LeakyBucket
  readonly #complexity: LeakyBucket

  /** @param limits missing where none is meant to be reached */
  constructor(limits: LinearLimits | undefined, nowAt: Instant) {
    const { requestsPerHour, complexityPerHour, windowMs } = limits ?? highLimits
    this.#requests = new LeakyBucket(requestsPerHour, nowAt, windowMs)
    this.#complexity = new LeakyBucket(complexityPerHour, nowAt, windowMs)
  }

  /** Milliseconds until a request of so many points is allowed. */
  waitMs(points: number, nowAt: Instant): number {
    return Math.max(this.#requests.waitMs(1, nowAt), this.#complexity.waitMs(points, nowAt))
  }

  take(points: number): void {
    this.#requests.take(1)
    this.#complexity.take(points)
  }

  headers(points: number, nowAt: Instant): Record<string, string> {
    const headers: Record<string, string> = { 'X-Complexity': String(points) }
    for (const [name, bucket] of [
      ['Requests', this.#requests],
      ['Complexity', this.#complexity],
    ] as const) {
      headers[`X-RateLimit-${name}-Limit`] = String(bucket.limit)
      headers[`X-RateLimit-${name}-Remaining`] = String(bucket.remaining(nowAt))
      headers[`X-RateLimit-${name}-Reset`] = String(bucket.fullAt(nowAt))
    }
    return headers
  }
}
