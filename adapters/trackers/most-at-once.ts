/** A size that failed again after so many answers waits for so many times as many. */
const patience = 4

/**
 * The most records that a tracker is asked for at once where it fails at more. Twice as many are tried again after some answers, for a
 * failure may pass; where they fail again, after ever more answers, for the size may be what it can't bear.
 */
export class MostAtOnce {
  #most = Number.POSITIVE_INFINITY
  #answers = 0
  #answersToGrow = patience
  #growths = 0
  /** Whether the present size is tried after a smaller one. */
  #isTried = false

  get current(): number {
    return this.#most
  }

  answered(records: number): void {
    if (records < this.#most) return
    this.#isTried = false
    this.#answers += 1
    if (this.#answers < this.#answersToGrow) return
    this.#most *= 2
    this.#answers = 0
    this.#growths += 1
    this.#isTried = true
  }

  /** Takes failures of what is asked for now, and told later: by then a size that was smaller meanwhile may be tried again. */
  failuresFromNow(): (records: number) => void {
    const growths = this.#growths
    return (records) => {
      if (this.#growths === growths) this.failed(records)
    }
  }

  failed(records: number): void {
    // Asked for before others failed: it says nothing new.
    if (records > this.#most) return
    if (this.#isTried) this.#answersToGrow *= patience
    this.#most = Math.max(1, Math.ceil(records / 2))
    this.#answers = 0
    this.#isTried = false
  }
}
