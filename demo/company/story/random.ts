/**
 * A small seeded generator of pseudo-random numbers: the same seed gives the same sequence on every machine.
 * The algorithm is mulberry32 (public domain, Tommy Ettinger); the seed's text is hashed by FNV-1a.
 */
export class Random {
  #state: number

  constructor(seed: string) {
    let hash = 0x811c9dc5
    for (let index = 0; index < seed.length; index += 1) {
      hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
    }
    this.#state = hash >>> 0
  }

  /** From 0, inside, to 1, outside. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from `low` to `high`, both inside. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** One of `choices`. @throws RangeError when there is none */
  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)]
    if (choice === undefined) throw new RangeError('nothing to pick from')
    return choice
  }

  /** One key of `weights`, in proportion to its weight. @throws RangeError when no weight is above 0 */
  weighted<K extends string>(weights: readonly (readonly [K, number])[]): K {
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
    let rest = this.next() * total
    for (const [key, weight] of weights) {
      rest -= weight
      if (rest < 0 && weight > 0) return key
    }
    throw new RangeError('no weight is above 0')
  }

  /** A size around `mean`, skewed to the right as durations of tickets are (log-normal, sigma 0.5). */
  skewed(mean: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
    return mean * Math.exp(0.5 * normal - 0.125)
  }
}
