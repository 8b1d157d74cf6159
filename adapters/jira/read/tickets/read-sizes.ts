import { MostAtOnce } from '../../../trackers/most-at-once.ts'

/** Parts of the largest response that is read, 64 MiB: memory is bounded by bytes, not by tickets. */
export const shares = {
  /** Of a response with many tickets, 8 MiB: a larger one is read in halves. */
  search: 1 / 8,
  /** Of all tickets of a page, and of their histories, 32 MiB each: what is beyond it is left for the next one. */
  page: 1 / 2,
  /** Of the pages that are read ahead together, 32 MiB, as far as the last page's size tells. */
  ahead: 1 / 2,
} as const

const mostPagesAhead = 3

/** How many pages to read ahead, by the size of the last one: at least one. */
export function pagesAheadFor(bytesOfPage: number, mostBytes: number): number {
  return Math.max(1, Math.min(mostPagesAhead, Math.floor(mostBytes / Math.max(1, bytesOfPage))))
}

/** So many responses in a row must fit before more is asked for again. */
const fitsToGrow = 8

/** How many tickets are asked for at once: fewer as long as they are large, or Jira fails at as many. */
export class ReadSize {
  readonly #most: number
  #current: number
  #fits = 0
  readonly #withoutFailing = new MostAtOnce()

  constructor(most: number) {
    this.#most = most
    this.#current = most
  }

  get current(): number {
    return Math.min(this.#current, this.#withoutFailing.current)
  }

  /** So many were too large. */
  tooLarge(records: number): void {
    this.#current = Math.max(1, Math.min(this.#current, Math.floor(records / 2)))
    this.#fits = 0
  }

  /** Takes at how many Jira fails, whatever their size, of what is asked for now. */
  failuresFromNow(): (records: number) => void {
    return this.#withoutFailing.failuresFromNow()
  }

  /** So many were returned. */
  answered(records: number): void {
    this.#withoutFailing.answered(records)
  }

  /** What was returned leaves room for twice as many. */
  fits(): void {
    this.#fits += 1
    if (this.#fits < fitsToGrow) return
    this.#current = Math.min(this.#most, this.#current * 2)
    this.#fits = 0
  }
}
