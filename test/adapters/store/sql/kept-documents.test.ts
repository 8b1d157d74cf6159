import { expect, it } from 'vitest'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { KeptDocuments } from '../../../../adapters/store/sql/kept-documents.ts'

const unused = () => Promise.reject(new Error('nothing is asked of it'))

function aStore(): Store {
  return {
    pool: { query: unused },
    prepared: { query: unused },
    connect: unused,
    close: () => Promise.resolve(),
  }
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

it('those who ask for a document while it is read get the same; one that failed, or was not there, is read anew', async () => {
  const kept = new KeptDocuments<string>()
  const store = aStore()
  const answers = [Promise.reject(new Error('gone')), Promise.resolve(null), Promise.resolve('there')]
  const load = () => answers.shift() ?? Promise.reject(new Error('read once too often'))
  const failed = await Promise.allSettled([kept.get(store, 'a', load), kept.get(store, 'a', load)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await kept.get(store, 'a', load)).toBeNull()
  const both = [kept.get(store, 'a', load), kept.get(store, 'a', load)]
  expect(await Promise.all(both)).toEqual(['there', 'there'])
  expect(await kept.get(store, 'a', load)).toBe('there')
})
