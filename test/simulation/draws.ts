import { seededDraws } from '../../domain/reconcile/figures/budget/seeded-draws.ts'

/** Random draws that repeat for the same seed. */
export class Draws {
  readonly #next: () => number

  constructor(seed: string) {
    this.#next = seededDraws(seed)
  }

  /** 0 up to 1. */
  unit(): number {
    return this.#next()
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#next()
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.#next())
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.#next())
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()))
    return radius * Math.cos(2 * Math.PI * this.#next())
  }

  /** Log-normal with the given mean; `spread` is the standard deviation of the logarithm. */
  logNormal(mean: number, spread: number): number {
    return mean * Math.exp(spread * this.normal() - spread ** 2 / 2)
  }

  poisson(mean: number): number {
    const limit = Math.exp(-mean)
    let count = -1
    for (let product = 1; product > limit; product *= this.#next()) count += 1
    return Math.max(0, count)
  }

  /** @throws RangeError of an empty list */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(items.length * this.#next())]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** One of several values in proportion to weights. @throws RangeError of an empty list */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.#next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    const last = choices.at(-1)
    if (last === undefined) throw new RangeError('nothing to choose from')
    return last[0]
  }
}
