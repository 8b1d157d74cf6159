import { expect, test } from 'vitest'
import {
  addRunAuthorisations,
  listRunAuthorisations,
  loadRunAuthorisation,
  replaceRunAuthorisations,
  useRunAuthorisation,
} from '../../../../adapters/store/deliver/run-authorisations.ts'
import { authorisedNow } from '../../../../domain/deliver/authorisation.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

function anAuthorisation(runAuthorisationId: string, quarter = '2026-Q2') {
  return authorisedNow({ runAuthorisationId, quarter, workflowId: 'report', madeBy: 'this test', nowAt })
}

test('an authorisation is kept as it was made, and found by id, quarter and workflow only', async () => {
  const made = anAuthorisation('kept')
  await addRunAuthorisations(store(), [made])
  expect(await loadRunAuthorisation(store(), made)).toEqual(made)
  expect(await loadRunAuthorisation(store(), { ...made, quarter: '2026-Q3' })).toBeNull()
  expect(await loadRunAuthorisation(store(), { ...made, workflowId: 'other' })).toBeNull()
})

test('of several runs that use one at once, one may, and may again', async () => {
  const made = anAuthorisation('contested')
  await addRunAuthorisations(store(), [made])
  const runIds = ['run-1', 'run-2', 'run-3', 'run-4']
  const used = await Promise.all(runIds.map((runId) => useRunAuthorisation(store(), made, runId)))
  expect(used.filter(Boolean)).toHaveLength(1)
  const [first] = runIds.filter((_, index) => used[index])
  expect(await useRunAuthorisation(store(), made, first ?? '')).toBe(true)
  expect(await loadRunAuthorisation(store(), made)).toMatchObject({ runId: first })
})

test("a schedule's authorisations are replaced, but a date that a run used stays used", async () => {
  const [past, next, dropped] = ['2026-Q1', '2026-Q2', '2026-Q3'].map((quarter) =>
    anAuthorisation('schedule', quarter),
  )
  if (past === undefined || next === undefined || dropped === undefined) throw new Error('three were made')
  await replaceRunAuthorisations(store(), 'schedule', [past, next, dropped])
  await useRunAuthorisation(store(), past, 'run-1')
  const moved = { ...next, notBeforeAt: nowAt + 1_000 }
  const later = { ...moved, madeAt: nowAt + 5_000 }
  await Promise.all(
    [1, 2].map(() =>
      replaceRunAuthorisations(store(), 'schedule', [{ ...past, notBeforeAt: nowAt + 1_000 }, later]),
    ),
  )
  expect(await listRunAuthorisations(store(), 'schedule')).toEqual([{ ...past, runId: 'run-1' }, moved])
  expect(await loadRunAuthorisation(store(), past)).toEqual({ ...past, runId: 'run-1' })
  expect(await loadRunAuthorisation(store(), next)).toEqual(moved)
  expect(await loadRunAuthorisation(store(), dropped)).toBeNull()
})
