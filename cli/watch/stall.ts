/** What is seen of a run at one moment. */
export interface Look {
  readonly nowMs: number
  /** Differs from the look before where the run came further. */
  readonly progress: string
  /** Something failed and is tried again, now or later, or is put off. */
  readonly isTroubled: boolean
  /** Something that failed waits for its next try, or is put off. */
  readonly isWaiting: boolean
}

/**
 * Failures are over after this long without any: between two tries they may be out of sight for a moment. It counts from the first
 * look that saw none, since on a busy machine two looks may lie further apart.
 */
export const quietAfterMs = 5_000

/**
 * Measures how long a run has had failures without coming any further.
 *
 * A try under way is no progress, however long it takes: one against a tracker that is away takes seconds, and each would start the
 * time anew. Nor is it given up on: it may be the one that works.
 */
export class Stall {
  readonly #giveUpAfterMs: number
  #progress = ''
  #since: number | null = null
  /** Null while failures are seen. */
  #quietSince: number | null = Number.NEGATIVE_INFINITY

  constructor(giveUpAfterMs: number) {
    this.#giveUpAfterMs = giveUpAfterMs
  }

  /** @returns whether the run came further or its failures are over, is held up, or is to be given up */
  take({ nowMs, progress, isTroubled, isWaiting }: Look): 'going' | 'held-up' | 'give-up' {
    this.#quietSince = isTroubled ? null : (this.#quietSince ?? nowMs)
    const isQuiet = this.#quietSince !== null && nowMs - this.#quietSince > quietAfterMs
    const isGoing = progress !== this.#progress || isQuiet
    this.#progress = progress
    if (isGoing || this.#since === null) this.#since = nowMs
    if (isGoing) return 'going'
    return isWaiting && nowMs - this.#since > this.#giveUpAfterMs ? 'give-up' : 'held-up'
  }
}
