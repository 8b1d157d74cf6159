import type { Store } from './client.ts'

/** How many of each store; a company's dataset takes some megabytes. */
const mostKept = 6

/**
 * Documents that never change once they are stored, by id. The last few of each store stay read: pages ask for the same ones again
 * and again, and a big company's takes longer to read than all else on a page.
 */
export class KeptDocuments<Document> {
  readonly #byStore = new WeakMap<Store, Map<string, Document>>()

  /** @param load called where it isn't kept */
  async get(store: Store, id: string, load: () => Promise<Document>): Promise<Document> {
    const kept = this.#byStore.get(store) ?? new Map<string, Document>()
    this.#byStore.set(store, kept)
    const document = kept.get(id) ?? (await load())
    // The one that was asked for last goes last.
    kept.delete(id)
    kept.set(id, document)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return document
  }
}
