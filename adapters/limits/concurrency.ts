/** How many requests may be in flight: halved when the tracker is overloaded, raised by one after each round of successes. */
export class ConcurrencyLimit {
  private readonly max: number
  private allowed: number
  private inFlight = 0
  private successes = 0
  private readonly queue: (() => void)[] = []

  constructor(max: number) {
    this.max = Math.max(1, max)
    this.allowed = this.max
  }

  /** Waits until a request may start, first come first served. Rejects with the signal's reason when aborted. */
  async acquire(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (this.inFlight < this.allowed) {
      this.inFlight += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        signal?.removeEventListener('abort', leave)
        this.inFlight += 1
        resolve()
      }
      const leave = () => {
        const place = this.queue.indexOf(grant)
        if (place >= 0) this.queue.splice(place, 1)
        reject(signal?.reason)
      }
      this.queue.push(grant)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  release(): void {
    this.inFlight -= 1
    this.grantNext()
  }

  onSuccess(): void {
    this.successes += 1
    if (this.successes < this.allowed || this.allowed >= this.max) return
    this.successes = 0
    this.allowed += 1
    this.grantNext()
  }

  /** The tracker limited a request, failed, or warned that a limit is near. */
  onOverload(): void {
    this.successes = 0
    this.allowed = Math.max(1, Math.floor(this.allowed / 2))
  }

  /** The tracker named a long wait, which ends early with a probe: one request shows whether it takes more. */
  onLongWait(): void {
    this.successes = 0
    this.allowed = 1
  }

  current(): number {
    return this.allowed
  }

  private grantNext(): void {
    while (this.inFlight < this.allowed) {
      const grant = this.queue.shift()
      if (grant === undefined) return
      grant()
    }
  }
}
