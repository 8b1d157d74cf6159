import { hourMs, type Instant } from '../../../domain/instant.ts'

/** An allowance that refills evenly over an hour, as Linear's do, or is filled whole at the end of each window. */
export class LeakyBucket {
  readonly limit: number
  private left: number
  private asOfAt: Instant

  private readonly windowMs: number | null

  /** @param windowMs null for one that refills evenly */
  constructor(limitPerHour: number, nowAt: Instant, windowMs: number | null = null) {
    this.limit = limitPerHour
    this.windowMs = windowMs
    this.left = limitPerHour
    this.asOfAt = nowAt
  }

  remaining(nowAt: Instant): number {
    const refilled = (Math.max(0, nowAt - this.asOfAt) * this.limit) / hourMs
    const isNewWindow = nowAt >= this.windowEnd(this.asOfAt)
    if (this.windowMs === null) this.left = Math.min(this.limit, this.left + refilled)
    else if (isNewWindow) this.left = this.limit
    this.asOfAt = Math.max(this.asOfAt, nowAt)
    return Math.floor(this.left)
  }

  take(amount: number): void {
    this.left = Math.max(0, this.left - amount)
  }

  private windowEnd(at: Instant): Instant {
    const windowMs = this.windowMs ?? 1
    return (Math.floor(at / windowMs) + 1) * windowMs
  }

  /** When it would be full again: Linear's `…-Reset` headers. */
  fullAt(nowAt: Instant): Instant {
    if (this.windowMs !== null) return this.windowEnd(nowAt)
    return nowAt + Math.ceil(((this.limit - this.left) * hourMs) / this.limit)
  }

  /** Milliseconds until `amount` is there. */
  waitMs(amount: number, nowAt: Instant): number {
    const missing = Math.min(amount, this.limit) - this.remaining(nowAt)
    if (missing <= 0) return 0
    return this.windowMs === null ? Math.ceil((missing * hourMs) / this.limit) : this.windowEnd(nowAt) - nowAt
  }
}
