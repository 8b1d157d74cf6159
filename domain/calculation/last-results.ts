/**
 * The results of the last few inputs, for what many ask again within seconds. What a calculation throws isn't kept.
 * A key is the whole input: the same key must always give the same result.
 */
export class LastResults<Result extends object> {
  readonly #most: number
  /** The one asked for last is at the end. */
  readonly #results = new Map<string, Result>()

  constructor(most: number) {
    this.#most = most
  }

  of(key: string, make: () => Result): Result {
    const result = this.#results.get(key) ?? make()
    this.#results.delete(key)
    this.#results.set(key, result)
    const [oldest] = this.#results.keys()
    if (oldest !== undefined && this.#results.size > this.#most) this.#results.delete(oldest)
    return result
  }
}
