import type { Instant } from '../../domain/instant.ts'
import type { Allowance } from './headers.ts'

/** One allowance of a tracker, as last reported and refilled since. Pure: the caller passes the time. */
export class TokenBucket {
  private capacity = Number.POSITIVE_INFINITY
  private tokens = Number.POSITIVE_INFINITY
  private refillPerMs = 0
  private refilledAt: Instant = 0
  private emptyUntilAt: Instant = 0

  /**
   * Takes the tracker's figures.
   * @param maxWaitMs an empty bucket waits for a reset within this time; for a later one it waits at the refill rate,
   *   because Linear's buckets refill continuously
   */
  learn(allowance: Allowance, nowAt: Instant, maxWaitMs: number): void {
    this.capacity = allowance.limit
    this.tokens = Math.min(allowance.remaining, allowance.limit)
    this.refillPerMs = allowance.refillPerMs
    this.refilledAt = nowAt
    const resetAt = allowance.resetAt ?? 0
    this.emptyUntilAt = allowance.remaining === 0 && resetAt - nowAt <= maxWaitMs ? resetAt : 0
  }

  /** Milliseconds until `cost` can be taken; 0 for now. */
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
