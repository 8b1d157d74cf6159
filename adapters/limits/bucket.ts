import type { Instant } from '../../domain/instant.ts'
import type { Allowance } from './headers.ts'

/** One allowance of a tracker, as last heard and refilled since: pure arithmetic over the times handed in. */
export class TokenBucket {
  private capacity = Number.POSITIVE_INFINITY
  private tokens = Number.POSITIVE_INFINITY
  private refillPerMs = 0
  private refilledAt: Instant = 0
  private emptyUntilAt: Instant = 0

  /**
   * Takes over what the tracker says is left.
   * @param longestWaitMs an empty bucket is waited out to its reset when that is nearer than this; a far reset is
   *   approached at the refill rate instead, because Linear's buckets leak back all the time
   */
  learn(allowance: Allowance, nowAt: Instant, longestWaitMs: number): void {
    this.capacity = allowance.limit
    this.tokens = Math.min(allowance.remaining, allowance.limit)
    this.refillPerMs = allowance.refillPerMs
    this.refilledAt = nowAt
    const resetAt = allowance.resetAt ?? 0
    this.emptyUntilAt = allowance.remaining === 0 && resetAt - nowAt <= longestWaitMs ? resetAt : 0
  }

  /** Milliseconds until `cost` can be taken; 0 when it can be taken now. */
  waitMs(cost: number, nowAt: Instant): number {
    if (this.capacity === Number.POSITIVE_INFINITY) return 0
    this.refill(nowAt)
    if (this.emptyUntilAt > nowAt) return this.emptyUntilAt - nowAt
    const missing = Math.min(cost, this.capacity) - this.tokens
    return missing <= 0 ? 0 : Math.ceil(missing / this.refillPerMs)
  }

  take(cost: number): void {
    this.tokens = Math.max(0, this.tokens - cost)
  }

  private refill(nowAt: Instant): void {
    const elapsedMs = Math.max(0, nowAt - this.refilledAt)
    this.tokens = Math.min(this.capacity, this.tokens + elapsedMs * this.refillPerMs)
    this.refilledAt = nowAt
  }
}
