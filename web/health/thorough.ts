import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { storeVersions } from '../../queries/connections/store-versions.ts'
import type { Check } from '../../wording/health/check.ts'
import { thoroughHealth } from '../../wording/health/health.ts'
import type { WebParts } from '../http/parts.ts'

const dayMs = 86_400_000
/** How long a page waits for a look that is under way; a company of some thousand tickets takes less. */
const usualWaitMs = 1_000

/** What the thorough checks said, and when. */
export interface ThoroughLook {
  readonly checks: readonly Check[]
  readonly lookedAt: Instant
  /** Whether nothing that it was made from has changed since. */
  readonly isCurrent: boolean
}

interface Kept {
  readonly checks: readonly Check[]
  readonly lookedAt: Instant
  readonly settings: string
  readonly read: string
}

type Looking = Pick<WebParts, 'store' | 'inBackground'> & {
  /** Defaults to `thoroughHealth`. */
  readonly look?: (store: Store, nowAt: Instant) => Promise<Check[]>
  readonly waitMs?: number
}

/** Keeps the last look of each store, because one reads every ticket; pages are loaded more often than tickets are read. */
const memories = new WeakMap<Store, { kept: Kept | null; underWay: Promise<void> | null }>()

/**
 * The last thorough look. After a sync, or on another day, it is shown as it was while a new one is made; one under other settings
 * (plan, rules, connections) is never shown. Null while the first one takes its time.
 */
export async function thoroughLook(
  { store, inBackground, look = thoroughHealth, waitMs = usualWaitMs }: Looking,
  nowAt: Instant,
): Promise<ThoroughLook | null> {
  const { settings, read } = await storeVersions(store)
  const memory = memories.get(store) ?? { kept: null, underWay: null }
  memories.set(store, memory)
  const isCurrent = (): boolean =>
    memory.kept?.settings === settings &&
    memory.kept.read === read &&
    Math.floor(memory.kept.lookedAt / dayMs) === Math.floor(nowAt / dayMs)
  if (!isCurrent()) {
    memory.underWay ??= new Promise((resolve) => {
      inBackground('look at statuses, plan and people', async () => {
        try {
          memory.kept = { checks: await look(store, nowAt), lookedAt: nowAt, settings, read }
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
    ? { checks: kept.checks, lookedAt: kept.lookedAt, isCurrent: isCurrent() }
    : null
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
