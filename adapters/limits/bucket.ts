import type { Instant } from '../../domain/instant.ts'
import type { Allowance } from './headers.ts'

/** One allowance of a tracker, as last reported and refilled since. Pure: the caller passes the time. */
export class TokenBucket {
  private capacity = Number.POSITIVE_INFINITY
  private tokens = Number.POSITIVE_INFINITY
  private refillPerMs = 0
  private refilledAt: Instant = 0
  private emptyUntilAt: Instant = 0
  private resetAt: Instant | null = null
  private probeAt: Instant = 0
  private probeAfterMs = Number.POSITIVE_INFINITY

  /**
   * Takes the tracker's figures. At the time that it names the bucket is full again, whatever refill we compute; sooner where the
   * computed refill says so.
   * @param probeAfterMs an empty bucket waits for a reset within this time. A later one is waited for at the refill rate where the
   *   bucket refills continuously, as Linear's do. After this time one request is let through, however empty the bucket is.
   */
  learn(allowance: Allowance, nowAt: Instant, probeAfterMs: number): void {
    this.capacity = allowance.limit
    this.tokens = Math.min(allowance.remaining, allowance.limit)
    this.refillPerMs = allowance.refillPerMs
    this.refilledAt = nowAt
    const resetAt = allowance.resetAt ?? 0
    this.resetAt = resetAt > nowAt && allowance.isPartialReset !== true ? resetAt : null
    this.probeAfterMs = probeAfterMs
    this.probeAt = nowAt + probeAfterMs
    const waitsForReset = allowance.counts === 'endpoint' || resetAt <= this.probeAt
    this.emptyUntilAt = allowance.remaining === 0 && waitsForReset ? Math.min(resetAt, this.probeAt) : 0
  }

  /** Milliseconds until `cost` can be taken; 0 for now. */
  waitMs(cost: number, nowAt: Instant): number {
    if (this.capacity === Number.POSITIVE_INFINITY) return 0
    this.refill(nowAt)
    if (this.emptyUntilAt > nowAt) return this.emptyUntilAt - nowAt
    const missing = Math.min(cost, this.capacity) - this.tokens
    if (missing <= 0) return 0
    const resetAt = this.resetAt ?? Number.POSITIVE_INFINITY
    return Math.max(
      0,
      Math.min(Math.ceil(missing / this.refillPerMs), Math.min(resetAt, this.probeAt) - nowAt),
    )
  }

  take(cost: number, nowAt: Instant): void {
    this.tokens = Math.max(0, this.tokens - cost)
    if (nowAt >= this.probeAt) this.probeAt = nowAt + this.probeAfterMs
  }

  private refill(nowAt: Instant): void {
    const elapsedMs = Math.max(0, nowAt - this.refilledAt)
    const isReset = this.resetAt !== null && this.resetAt <= nowAt
    if (isReset) this.resetAt = null
    this.tokens = isReset
      ? this.capacity
      : Math.min(this.capacity, this.tokens + elapsedMs * this.refillPerMs)
    this.refilledAt = nowAt
  }
}
