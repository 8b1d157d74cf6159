import type { Steps } from '../domain/steps.ts'

/** How long a calculation may keep the event loop: heartbeats and cancellations wait for it. */
const sliceMs = 200

/** Called between two slices of long work: yields to the event loop, and throws once the work is cancelled. */
export type BetweenSlices = () => Promise<void>

/** What `make` makes of each item of a stream, which is read in slices too. */
export async function collectInSlices<Item, Result>(
  items: AsyncIterable<Item>,
  make: (item: Item) => Result,
  between: BetweenSlices,
): Promise<Result[]> {
  const results: Result[] = []
  let sliceEndsAt = performance.now() + sliceMs
  for await (const item of items) {
    results.push(make(item))
    if (performance.now() < sliceEndsAt) continue
    await between()
    sliceEndsAt = performance.now() + sliceMs
  }
  return results
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
