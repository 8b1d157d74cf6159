import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../domain/calculation/steps.ts'

/** How long a calculation may keep the event loop: a page asks the database several times, and may wait as long each time. */
const sliceMs = 10

/** Called between two slices of long work: yields to the event loop, and throws once the work is cancelled. */
export type BetweenSlices = () => Promise<void>

/** Takes in the items of a stream of batches, which are read in slices too. */
export async function eachInSlices<Item>(
  batches: AsyncIterable<Iterable<Item>>,
  take: (item: Item) => void,
  between: BetweenSlices,
): Promise<void> {
  let sliceEndsAt = performance.now() + sliceMs
  for await (const batch of batches) {
    for (const item of batch) {
      take(item)
      if (performance.now() < sliceEndsAt) continue
      await between()
      sliceEndsAt = performance.now() + sliceMs
    }
  }
}

/** What `map` makes of each item. */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Result,
  between: BetweenSlices,
): Promise<Result[]> {
  const results: Result[] = []
  await eachInSlices(oneBatch(items), (item) => results.push(map(item)), between)
  return results
}

async function* oneBatch<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items
}

/** Runs a calculation in slices of a fraction of a second. */
export async function inSlices<Result>(steps: Steps<Result>, between: BetweenSlices): Promise<Result> {
  for (let sliceEndsAt = performance.now() + sliceMs; ; ) {
    const { done, value } = steps.next()
    if (done === true) return value
    if (performance.now() < sliceEndsAt) continue
    await between()
    sliceEndsAt = performance.now() + sliceMs
  }
}

/** Lets what else waits in this process run; throws what the signal was aborted with. */
export async function letOthersRun(signal: AbortSignal | null): Promise<void> {
  await setImmediate()
  signal?.throwIfAborted()
}
