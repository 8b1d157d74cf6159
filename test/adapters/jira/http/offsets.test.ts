import { expect, test } from 'vitest'
import { JiraCutOffError, readByOffset } from '../../../../adapters/jira/http/offsets.ts'

const entries = Array.from({ length: 7 }, (_, place) => ({ id: String(place + 1) }))

/** A list of which `pageSize` entries are returned from an offset on. */
function pagesOf({ total, pageSize = 3, offsetOf = (startAt: number) => startAt }: Pages) {
  const asked: number[] = []
  const readPage = async (startAt: number) => {
    asked.push(startAt)
    const from = offsetOf(startAt)
    return { items: entries.slice(from, from + pageSize), total }
  }
  return { asked, readPage }
}

interface Pages {
  readonly total: number | null
  readonly pageSize?: number
  readonly offsetOf?: (startAt: number) => number
}

test.each([7, null])('a list that counts %s is read to its end', async (total) => {
  const { readPage } = pagesOf({ total })
  expect(await readByOffset('list', readPage)).toEqual(entries)
})

test('a list that fits a page costs one request', async () => {
  const { asked, readPage } = pagesOf({ total: 7, pageSize: 7 })
  expect(await readByOffset('list', readPage)).toEqual(entries)
  expect(asked).toEqual([0])
})

test('pages that overlap, as entries come while they are read, hide none', async () => {
  const { readPage } = pagesOf({ total: 7, offsetOf: (startAt) => Math.max(0, startAt - 1) })
  expect(await readByOffset('list', readPage)).toEqual(entries)
})

test('a server that knows no offset is not taken for one that returned all (pycontribs/jira#1576)', async () => {
  const { asked, readPage } = pagesOf({ total: 7, offsetOf: () => 0 })
  const cutOff = await readByOffset('list', readPage).catch((error: unknown) => error)
  expect(cutOff).toBeInstanceOf(JiraCutOffError)
  expect(cutOff).toMatchObject({ items: entries.slice(0, 3) })
  expect(asked).toEqual([0, 3, 3, 3])
})

test('without a total, the same page again is the end', async () => {
  const { asked, readPage } = pagesOf({ total: null, offsetOf: () => 0 })
  expect(await readByOffset('list', readPage)).toEqual(entries.slice(0, 3))
  expect(asked).toEqual([0, 3])
})

test('a list that is cut off ends where the caller sees what is missing', async () => {
  const { readPage } = pagesOf({ total: 9 })
  expect(await readByOffset('list', readPage, 'end')).toEqual(entries)
})
