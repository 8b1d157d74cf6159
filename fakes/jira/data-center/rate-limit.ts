import { tooManyRequests, type Verdict } from '../protocol/limits.ts'
import type { UserLimit } from './options.ts'

/**
 * Data Center's rate limit of one user on one node: a token bucket whose state each response tells.
 *
 * `Retry-After` is there in every response, and 0 as long as tokens are left.
 */
export class UserBucket {
  readonly #limit: UserLimit
  readonly #clockMs: () => number
  #tokens: number
  #filledAtMs: number

  constructor(limit: UserLimit, clockMs: () => number) {
    this.#limit = limit
    this.#clockMs = clockMs
    this.#tokens = limit.capacity
    this.#filledAtMs = clockMs()
  }

  take(): Verdict {
    const { capacity, fillRate, intervalSeconds } = this.#limit
    const intervalMs = intervalSeconds * 1000
    const fills = Math.floor((this.#clockMs() - this.#filledAtMs) / intervalMs)
    this.#filledAtMs += fills * intervalMs
    this.#tokens = Math.min(capacity, this.#tokens + fills * fillRate)
    const isEmpty = this.#tokens < 1
    if (!isEmpty) this.#tokens -= 1
    const untilFillMs = this.#filledAtMs + intervalMs - this.#clockMs()
    const headers: Record<string, string> = {
      'X-RateLimit-Limit': String(capacity),
      'X-RateLimit-Remaining': String(this.#tokens),
      'X-RateLimit-Interval-Seconds': String(intervalSeconds),
      'X-RateLimit-FillRate': String(fillRate),
      'Retry-After': this.#tokens < 1 ? String(Math.max(1, Math.ceil(untilFillMs / 1000))) : '0',
    }
    return { headers, refusal: isEmpty ? tooManyRequests(headers) : null }
  }
}
