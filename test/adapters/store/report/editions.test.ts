import { expect, test } from 'vitest'
import { loadEditionContent } from '../../../../adapters/store/report/edition-content.ts'
import { listEditions, loadEdition, saveEdition } from '../../../../adapters/store/report/editions.ts'
import { composeReport } from '../../../../domain/report/compose.ts'
import { editionsFor } from '../../../../domain/report/content/edition.ts'
import { companies } from '../../../builders/odd-companies.ts'
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

test('what an edition was rendered from comes back as it was, whatever the company', async () => {
  for (const [name, company] of Object.entries(companies)) {
    const [spec] = editionsFor(company.plan)
    if (spec === undefined) continue
    const content = composeReport({ ...company, spec })
    const edition = anEdition(`content of ${name}`, {
      quarter: '2025-Q4',
      scope: { kind: 'team', teamId: name },
    })
    await saveEdition(store(), edition, { content })
    expect(await loadEditionContent(store(), edition.editionId)).toEqual(content)
  }
})

test('an edition whose content was not kept, or was kept in a form that is read no more, has none', async () => {
  const edition = anEdition('bare', { quarter: '2025-Q3' })
  await saveEdition(store(), edition)
  expect(await loadEditionContent(store(), 'bare')).toBeNull()
  await store().pool.query(`insert into edition_contents values ('bare', 0, '{}')`)
  expect(await loadEditionContent(store(), 'bare')).toBeNull()
})
