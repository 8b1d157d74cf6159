import type { Store } from './client.ts'

/**
 * Documents that never change once they are stored, by id. The last few of each store stay read: pages ask for the same ones again
 * and again, and a big company's takes longer to read than all else on a page.
 */
export class KeptDocuments<Document> {
  readonly #mostKept: number
  readonly #byStore = new WeakMap<Store, Map<string, Promise<Document | null>>>()

  /** @param mostKept how many of each store; a company's dataset takes some megabytes, hence so few by default */
  constructor(mostKept = 6) {
    this.#mostKept = mostKept
  }

  /**
   * Whoever asks for one that is being read waits for that reading.
   * @param load called where it isn't kept; null where there is no such document, which isn't kept
   */
  async get(store: Store, id: string, load: () => Promise<Document | null>): Promise<Document | null> {
    const kept = this.#byStore.get(store) ?? new Map<string, Promise<Document | null>>()
    this.#byStore.set(store, kept)
    const reading = kept.get(id) ?? load()
    // The one that was asked for last goes last.
    kept.delete(id)
    kept.set(id, reading)
    const [oldest] = kept.keys()
    if (kept.size > this.#mostKept && oldest !== undefined) kept.delete(oldest)
    let isThere = false
    try {
      const document = await reading
      isThere = document !== null
      return document
    } finally {
      if (!isThere && kept.get(id) === reading) kept.delete(id)
    }
  }
}
