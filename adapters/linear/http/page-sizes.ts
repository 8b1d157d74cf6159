/** How many records to ask for at once, by the name of the query, as far as Linear's responses show. */
export class PageSizes {
  /** Where more were too large, or failed: half as many, and twice as many after each that fitted. */
  readonly #most = new Map<string, number>()
  /** The fewest at which Linear failed since as many came. */
  readonly #failed = new Map<string, number>()
  /** Where it failed at as many twice, with none of that size between: half of them, for good. */
  readonly #ceilings = new Map<string, number>()

  mostOf(name: string): number {
    const most = this.#most.get(name) ?? Number.POSITIVE_INFINITY
    return Math.min(most, this.#ceilings.get(name) ?? Number.POSITIVE_INFINITY)
  }

  fitted(name: string, records: number): void {
    const most = this.#most.get(name)
    if (most !== undefined) this.#most.set(name, most * 2)
    if (records >= (this.#failed.get(name) ?? Number.POSITIVE_INFINITY)) this.#failed.delete(name)
  }

  tooLarge(name: string, records: number): void {
    this.#most.set(name, halfOf(records))
  }

  failed(name: string, records: number): void {
    if (records >= (this.#failed.get(name) ?? Number.POSITIVE_INFINITY))
      this.#ceilings.set(name, halfOf(records))
    this.#failed.set(name, records)
    this.#most.set(name, halfOf(records))
  }
}

function halfOf(records: number): number {
  return Math.max(1, Math.floor(records / 2))
}
