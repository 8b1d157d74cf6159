import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { storeVersions } from '../../queries/connections/store-versions.ts'
import type { WebParts } from './parts.ts'

const dayMs = 86_400_000
/** How long a page waits for a look that is under way: a company of some hundred tickets takes less. */
const usualWaitMs = 100

/** What reading every ticket told, and when. */
export interface Look<Found> {
  readonly found: Found
  readonly lookedAt: Instant
  /** Whether nothing that it was made from has changed since. */
  readonly isCurrent: boolean
}

interface Looking<Found> extends Pick<WebParts, 'store' | 'inBackground'> {
  /** As a log names it. */
  readonly name: string
  readonly look: (store: Store, nowAt: Instant, stopping: AbortSignal) => Promise<Found>
  /** What it depends on beside what is stored. */
  readonly of?: string
  readonly waitMs?: number
}

interface Kept<Found> {
  readonly found: Found
  readonly lookedAt: Instant
  readonly settings: string
  readonly read: string
}

/** The last look at each store, because one reads every ticket; pages are loaded more often than tickets are read. */
export class KeptLooks<Found> {
  readonly #memories = new WeakMap<Store, { kept: Kept<Found> | null; underWay: Promise<void> | null }>()

  /**
   * The last look. After a sync, or on another day, it is shown as it was while a new one is made; one under other settings
   * (plan, rules, connections) is never shown. Null while the first one takes its time, or where it failed.
   */
  async last(
    { store, inBackground, name, look, of = '', waitMs = usualWaitMs }: Looking<Found>,
    nowAt: Instant,
  ): Promise<Look<Found> | null> {
    const versions = await storeVersions(store)
    const settings = `${versions.settings} ${of}`
    const { read } = versions
    const memory = this.#memories.get(store) ?? { kept: null, underWay: null }
    this.#memories.set(store, memory)
    const isCurrent = (): boolean =>
      memory.kept?.settings === settings &&
      memory.kept.read === read &&
      Math.floor(memory.kept.lookedAt / dayMs) === Math.floor(nowAt / dayMs)
    if (!isCurrent()) {
      memory.underWay ??= new Promise((resolve) => {
        inBackground(name, async (stopping) => {
          try {
            memory.kept = { found: await look(store, nowAt, stopping), lookedAt: nowAt, settings, read }
          } finally {
            memory.underWay = null
            resolve()
          }
        })
      })
      if (memory.kept?.settings !== settings) await within(memory.underWay, waitMs)
    }
    const { kept } = memory
    return kept?.settings === settings
      ? { found: kept.found, lookedAt: kept.lookedAt, isCurrent: isCurrent() }
      : null
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
