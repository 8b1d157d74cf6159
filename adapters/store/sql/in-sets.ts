import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailableError } from './unavailable.ts'

/**
 * Lets many callers write one thing each, and writes in sets what comes within `gatherMs`, or while another set is being written: a
 * thing waits for both at most. Where a set fails, each of its things is written on its own, so that one
 * that can't be written holds none back; where the store is away, each caller learns so.
 *
 * @param write all of a set in one transaction of the key's store; its results in the set's order
 */
export function inSets<Key extends object, Item, Result>(
  write: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>,
  gatherMs = 0,
): (key: Key, item: Item) => Promise<Result> {
  const waiting = new WeakMap<Key, Waiting<Item, Result>[]>()

  async function writeAll(key: Key, queue: Waiting<Item, Result>[]): Promise<void> {
    while (queue.length > 0) {
      if (gatherMs > 0) await sleep(gatherMs)
      await writeSet(key, queue.splice(0))
    }
    waiting.delete(key)
  }

  async function writeSet(key: Key, set: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      await writeTogether(key, set)
    } catch (error) {
      if (set.length === 1 || error instanceof StoreUnavailableError) for (const { fail } of set) fail(error)
      else for (const each of set) await writeSet(key, [each])
    }
  }

  async function writeTogether(key: Key, set: readonly Waiting<Item, Result>[]): Promise<void> {
    const results = await write(
      key,
      set.map(({ item }) => item),
    )
    for (const [n, { done }] of set.entries()) {
      const result = results[n]
      if (result === undefined) throw new Error('a set was written, and not all of its results are there')
      done(result)
    }
  }

  return (key, item) =>
    new Promise((done, fail) => {
      const queue = waiting.get(key)
      const one = { item, done, fail }
      if (queue !== undefined) {
        queue.push(one)
        return
      }
      const own = [one]
      waiting.set(key, own)
      void writeAll(key, own)
    })
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly fail: (error: unknown) => void
}
