/**
 * How many requests may be under way at once: halved when the tracker groans, grown by one for each round that went well.
 */
export class Slots {
  private readonly most: number
  private allowed: number
  private taken = 0
  private wellSince = 0
  private readonly queue: (() => void)[] = []

  constructor(most: number) {
    this.most = Math.max(1, most)
    this.allowed = this.most
  }

  /** Waits for a slot, first come first served. Rejects with the signal's reason when aborted. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (this.taken < this.allowed) {
      this.taken += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        signal?.removeEventListener('abort', giveUp)
        this.taken += 1
        resolve()
      }
      const giveUp = () => {
        const place = this.queue.indexOf(grant)
        if (place >= 0) this.queue.splice(place, 1)
        reject(signal?.reason)
      }
      this.queue.push(grant)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  giveBack(): void {
    this.taken -= 1
    this.grantNext()
  }

  /** The tracker answered as it should. */
  wentWell(): void {
    this.wellSince += 1
    if (this.wellSince < this.allowed || this.allowed >= this.most) return
    this.wellSince = 0
    this.allowed += 1
    this.grantNext()
  }

  /** The tracker refused, failed or warned. */
  groaned(): void {
    this.wellSince = 0
    this.allowed = Math.max(1, Math.floor(this.allowed / 2))
  }

  current(): number {
    return this.allowed
  }

  private grantNext(): void {
    while (this.taken < this.allowed) {
      const grant = this.queue.shift()
      if (grant === undefined) return
      grant()
    }
  }
}
