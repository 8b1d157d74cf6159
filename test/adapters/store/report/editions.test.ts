import { expect, test } from 'vitest'
import { listEditions, loadEdition, saveEdition } from '../../../../adapters/store/report/editions.ts'
import { anEdition, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

test('an edition comes back with its pictures, byte for byte and in their order', async () => {
  const edition = anEdition('first')
  expect(await saveEdition(store(), edition)).toEqual({ edition, created: true })
  expect(await loadEdition(store(), 'first')).toEqual(edition)
  expect(await loadEdition(store(), 'none')).toBeNull()
})

test('a second edition for the same reader, scope, kind and quarter is not stored: the first is frozen', async () => {
  const quarter = '2025-Q1'
  const scope = { kind: 'team', teamId: 'core' } as const
  const first = anEdition('frozen', { quarter, scope })
  await saveEdition(store(), first)
  const late = anEdition('late', { quarter, scope, html: '<p>Changed</p>', pictures: [] })
  expect(await saveEdition(store(), late)).toEqual({ edition: first, created: false })
  expect(await saveEdition(store(), first)).toEqual({ edition: first, created: false })
  expect(await listEditions(store(), quarter)).toEqual([first])
})

test('two savers at once get the same edition, which one of them created', async () => {
  const quarter = '2025-Q2'
  const saved = await Promise.all([
    saveEdition(store(), anEdition('race-1', { quarter })),
    saveEdition(store(), anEdition('race-2', { quarter })),
  ])
  expect(saved.map(({ created }) => created).sort()).toEqual([false, true])
  expect(saved[0]?.edition).toEqual(saved[1]?.edition)
  expect(saved[0]?.edition.pictures).toHaveLength(2)
})

test('editions are listed by quarter and kind', async () => {
  const quarter = '2025-Q3'
  const team = { kind: 'team', teamId: 'core' } as const
  await saveEdition(store(), anEdition('l-1', { quarter, audience: 'product', scope: team }))
  await saveEdition(store(), anEdition('l-2', { quarter, audience: 'engineering', scope: team }))
  await saveEdition(store(), anEdition('l-3', { quarter, kind: 'final' }))
  const idsOf = async (kind?: 'final' | 'pre-planning') =>
    (await listEditions(store(), quarter, kind)).map(({ editionId }) => editionId)
  expect(await idsOf()).toEqual(['l-3', 'l-2', 'l-1'])
  expect(await idsOf('pre-planning')).toEqual(['l-2', 'l-1'])
})
