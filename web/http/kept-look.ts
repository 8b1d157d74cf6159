import type { Store } from '../../adapters/store/sql/client.ts'
import { dayMs, type Instant } from '../../domain/instant.ts'
import { storeVersions } from '../../queries/connections/store-versions.ts'
import { causeText } from '../../wording/health/failure-text.ts'
import type { WebParts } from './parts.ts'

/** How long a page waits for a look that is under way: a company of some hundred tickets takes less. */
const usualWaitMs = 100

/** What reading every ticket told, and when. */
export interface Look<Found> {
  readonly found: Found
  readonly lookedAt: Instant
  /** Whether nothing that it was made from has changed since. */
  readonly isCurrent: boolean
}

/** What a page has to show: its last look, if there is one, and why there is no newer one. */
export interface Looked<Found> {
  /** Null while the first one takes its time, or where it failed. */
  readonly look: Look<Found> | null
  /** Null where the last one didn't fail. */
  readonly failure: LookFailure | null
}

/** A look that failed. It is not begun again by itself before something has changed that it is made from. */
export interface LookFailure {
  readonly failedAt: Instant
  readonly because: string
}

interface Looking<Found> extends Pick<WebParts, 'store' | 'inBackground'> {
  /** As a log names it. */
  readonly name: string
  readonly look: (store: Store, nowAt: Instant, stopping: AbortSignal) => Promise<Found>
  /** What it depends on beside what is stored. */
  readonly of?: string
  readonly waitMs?: number
}

/** What looks are made from. */
interface Basis {
  readonly settings: string
  readonly read: string
  readonly day: number
}

interface Memory<Found> {
  kept: { readonly found: Found; readonly lookedAt: Instant; readonly basis: Basis } | null
  failed: (LookFailure & { readonly basis: Basis }) | null
  underWay: Promise<void> | null
}

/** The last look at each store, because one reads every ticket; pages are loaded more often than tickets are read. */
export class KeptLooks<Found> {
  readonly #memories = new WeakMap<Store, Memory<Found>>()

  /**
   * The last look. After a sync, or on another day, it is shown as it was while a new one is made; one under other settings
   * (plan, rules, connections) is never shown.
   */
  async last(
    { store, inBackground, name, look, of = '', waitMs = usualWaitMs }: Looking<Found>,
    nowAt: Instant,
  ): Promise<Looked<Found>> {
    const versions = await storeVersions(store)
    const basis = {
      settings: `${versions.settings} ${of}`,
      read: versions.read,
      day: Math.floor(nowAt / dayMs),
    }
    const memory = this.#memoryOf(store)
    const isCurrent = () => memory.kept !== null && isSame(memory.kept.basis, basis)
    const hasFailed = () => memory.failed !== null && isSame(memory.failed.basis, basis)
    if (!isCurrent() && !hasFailed()) {
      memory.underWay ??= new Promise((resolve) => {
        inBackground(name, async (stopping) => {
          try {
            memory.kept = { found: await look(store, nowAt, stopping), lookedAt: nowAt, basis }
            memory.failed = null
          } catch (error) {
            if (!stopping.aborted) memory.failed = { failedAt: nowAt, because: causeText(error), basis }
            throw error
          } finally {
            memory.underWay = null
            resolve()
          }
        })
      })
      if (memory.kept?.basis.settings !== basis.settings) await within(memory.underWay, waitMs)
    }
    const { kept, failed } = memory
    return {
      look:
        kept?.basis.settings === basis.settings
          ? { found: kept.found, lookedAt: kept.lookedAt, isCurrent: isCurrent() }
          : null,
      failure: hasFailed() ? failed : null,
    }
  }

  /** Forgets that the last look at a store failed: the next page that shows one begins another. */
  tryAgain(store: Store): void {
    this.#memoryOf(store).failed = null
  }

  #memoryOf(store: Store): Memory<Found> {
    const memory = this.#memories.get(store) ?? { kept: null, failed: null, underWay: null }
    this.#memories.set(store, memory)
    return memory
  }
}

function isSame(one: Basis, other: Basis): boolean {
  return one.settings === other.settings && one.read === other.read && one.day === other.day
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
