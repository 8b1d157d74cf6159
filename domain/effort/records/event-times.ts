import type { Instant } from '../../instant.ts'

/**
 * When things happened to tickets, which go by place: added ticket by ticket, and kept in order. Outside the engine's heap and in one
 * piece, so that a ticket's times are a part of it.
 */
export class EventTimes {
  #times = new Float64Array(1024)
  #length = 0
  /** By place: where its times begin, and where they end; they may end early where some were taken out. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  /** Begins the next place, which the times that follow are of. */
  nextPlace(): void {
    this.#starts.push(this.#length)
    this.#ends.push(this.#length)
  }

  /** Adds a time of the last place: nearly all come in order. */
  push(at: Instant): void {
    if (this.#length === this.#times.length) {
      const longer = new Float64Array(1.5 * this.#length)
      longer.set(this.#times)
      this.#times = longer
    }
    const times = this.#times
    const place = this.#starts.length - 1
    const start = this.#starts[place] ?? 0
    let index = this.#length
    for (let before = times[index - 1] ?? 0; index > start && before > at; before = times[index - 1] ?? 0) {
      times[index] = before
      index -= 1
    }
    times[index] = at
    this.#length += 1
    this.#ends[place] = this.#length
  }

  /** A place's times, in order. */
  of(place: number): Float64Array {
    return this.#times.subarray(this.#starts[place], this.#ends[place])
  }

  /** Takes one time of a place out again. */
  remove(place: number, at: Instant): void {
    const own = this.of(place)
    const index = own.indexOf(at)
    if (index === -1) return
    own.copyWithin(index, index + 1)
    this.#ends[place] = (this.#ends[place] ?? 0) - 1
  }
}
