import { expect, it } from 'vitest'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { KeptDocuments } from '../../../../adapters/store/sql/kept-documents.ts'

const unused = () => Promise.reject(new Error('nothing is asked of it'))

function aStore(): Store {
  return { pool: { query: unused }, connect: unused, close: () => Promise.resolve() }
}

it('the last six documents of a store are read once, whatever other stores hold', async () => {
  const kept = new KeptDocuments<string>()
  const loads: string[] = []
  const get = (store: Store, id: string) =>
    kept.get(store, id, () => {
      loads.push(id)
      return Promise.resolve(`document ${id}`)
    })
  const [one, other] = [aStore(), aStore()]
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'g', 'a']) await get(one, id)
  expect(loads).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  expect(await get(one, 'b')).toBe('document b')
  await get(other, 'a')
  expect(loads.slice(7)).toEqual(['b', 'a'])
})
