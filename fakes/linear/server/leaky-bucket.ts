import type { Instant } from '../../../domain/instant.ts'

/** An allowance that refills evenly over an hour, as Linear's do. */
export class LeakyBucket {
  readonly limit: number
  private left: number
  private asOfAt: Instant

  constructor(limitPerHour: number, nowAt: Instant) {
    this.limit = limitPerHour
    this.left = limitPerHour
    this.asOfAt = nowAt
  }

  remaining(nowAt: Instant): number {
    const refilled = (Math.max(0, nowAt - this.asOfAt) * this.limit) / 3_600_000
    this.left = Math.min(this.limit, this.left + refilled)
    this.asOfAt = Math.max(this.asOfAt, nowAt)
    return Math.floor(this.left)
  }

  take(amount: number): void {
    this.left = Math.max(0, this.left - amount)
  }

  /** When it would be full again: Linear's `…-Reset` headers. */
  fullAt(nowAt: Instant): Instant {
    return nowAt + Math.ceil(((this.limit - this.left) * 3_600_000) / this.limit)
  }

  /** Milliseconds until `amount` is there. */
  waitMs(amount: number, nowAt: Instant): number {
    const missing = Math.min(amount, this.limit) - this.remaining(nowAt)
    return missing <= 0 ? 0 : Math.ceil((missing * 3_600_000) / this.limit)
  }
}
