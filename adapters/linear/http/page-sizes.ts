import { MostAtOnce } from '../../trackers/most-at-once.ts'

/** How many records to ask for at once, by the name of the query, as far as Linear's responses show. */
export class PageSizes {
  /** Where more were too large: half as many, and twice as many after each that fitted. */
  readonly #most = new Map<string, number>()
  /** Where Linear failed at more. */
  readonly #withoutFailing = new Map<string, MostAtOnce>()

  mostOf(name: string): number {
    const most = this.#most.get(name) ?? Number.POSITIVE_INFINITY
    return Math.min(most, this.#withoutFailing.get(name)?.current ?? Number.POSITIVE_INFINITY)
  }

  /** Whether Linear failed at many records of this query before: then the size is in doubt first, not the moment. */
  hasFailed(name: string): boolean {
    return this.#withoutFailing.has(name)
  }

  fitted(name: string, records: number): void {
    const most = this.#most.get(name)
    if (most !== undefined) this.#most.set(name, most * 2)
    this.#withoutFailing.get(name)?.answered(records)
  }

  tooLarge(name: string, records: number): void {
    this.#most.set(name, Math.max(1, Math.floor(records / 2)))
  }

  failed(name: string, records: number): void {
    const size = this.#withoutFailing.get(name) ?? new MostAtOnce()
    this.#withoutFailing.set(name, size)
    size.failed(records)
  }
}
