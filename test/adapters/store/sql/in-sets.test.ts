import { expect, test } from 'vitest'
import { inSets } from '../../../../adapters/store/sql/in-sets.ts'
import { StoreUnavailableError } from '../../../../adapters/store/sql/unavailable.ts'

const store = {}

test('what comes while a set is being written is written together, and each caller gets its own result', async () => {
  const sets: number[][] = []
  const gates: (() => void)[] = []
  const double = inSets<object, number, number>(async (_, items) => {
    sets.push([...items])
    await new Promise<void>((open) => gates.push(open))
    return items.map((item) => item * 2)
  })
  const first = double(store, 1)
  const later = [2, 3, 4].map((item) => double(store, item))
  expect(sets).toEqual([[1]])
  gates[0]?.()
  expect(await first).toBe(2)
  await expect.poll(() => sets).toEqual([[1], [2, 3, 4]])
  gates[1]?.()
  expect(await Promise.all(later)).toEqual([4, 6, 8])
})

test('what comes while the first of a set waits for others is written with it', async () => {
  const sets: number[][] = []
  const write = inSets<object, number, number>((_, items) => {
    sets.push([...items])
    return Promise.resolve(items)
  }, 5)
  expect(await Promise.all([1, 2, 3].map((item) => write(store, item)))).toEqual([1, 2, 3])
  expect(await write(store, 4)).toBe(4)
  expect(sets).toEqual([[1, 2, 3], [4]])
})

test('in a set that fails, only what can’t be written fails, and the next set is written', async () => {
  const sets: string[][] = []
  const write = inSets<object, string, string>(async (_, items) => {
    sets.push([...items])
    await Promise.resolve()
    if (items.includes('b')) throw new Error(`refused: ${items.join(' ')}`)
    return items
  })
  const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map((item) => write(store, item)))
  expect(all.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.message))).toEqual([
    'a',
    'refused: b',
    'c',
    'd',
  ])
  expect(sets).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['c'], ['d']])
  expect(await write(store, 'e')).toBe('e')
})

test('a set fails for all of its callers where the store is away: none of it is tried again', async () => {
  let tries = 0
  const write = inSets<object, string, string>(async () => {
    tries += 1
    await Promise.resolve()
    throw new StoreUnavailableError('away')
  })
  const all = await Promise.allSettled(['a', 'b', 'c'].map((item) => write(store, item)))
  expect(all.every(({ status }) => status === 'rejected')).toBe(true)
  expect(tries).toBe(2)
})
