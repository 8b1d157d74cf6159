import { expect, test } from 'vitest'
import { inSets } from '../../../../adapters/store/sql/in-sets.ts'

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

test('a set that fails fails for all of its callers, and the next one is written', async () => {
  let fails = true
  const write = inSets<object, string, string>(async (_, items) => {
    await Promise.resolve()
    if (fails) throw new Error(`lost: ${items.join(' ')}`)
    return items
  })
  const set = [write(store, 'a'), write(store, 'b'), write(store, 'c')]
  await expect(set[0]).rejects.toThrow('lost: a')
  await expect(set[1]).rejects.toThrow('lost: b c')
  await expect(set[2]).rejects.toThrow('lost: b c')
  fails = false
  expect(await write(store, 'd')).toBe('d')
})
