import { expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { planFileOf, planVersions, versionBefore } from '../../../queries/plan/plan-versions.ts'
import { planChangeText } from '../../../wording/plan/change-text.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'

const store = storeForThisFile()

test('each import of a plan is listed with what it changed, newest first; an older one that came back too', async () => {
  expect(await planVersions(store(), 10)).toEqual([])
  const one = { planVersion: 'one', yaml: 'company: One', plan: aPlan({ people: [aPerson('Ada')] }) }
  const two = { planVersion: 'two', yaml: 'company: Two', plan: aPlan({ people: [aPerson('Ben')] }) }
  for (const each of [one, two, one]) await savePlan(store(), { ...each, nowAt })
  const versions = await planVersions(store(), 10)
  expect(
    versions.map(({ planVersion, changes }) => [planVersion, changes?.map(planChangeText) ?? null]),
  ).toEqual([
    ['one', ['Ada joined: Core from 2025-01-01', 'Ben left the plan; was in Core from 2025-01-01']],
    ['two', ['Ben joined: Core from 2025-01-01', 'Ada left the plan; was in Core from 2025-01-01']],
    ['one', null],
  ])
  expect((await planVersions(store(), 1)).map(({ changes }) => changes?.length)).toEqual([2])
  expect(await versionBefore(store(), 'one')).toBe('two')
  expect((await planFileOf(store(), null))?.yaml).toBe('company: One')
  expect((await planFileOf(store(), 'two'))?.yaml).toBe('company: Two')
  expect(await planFileOf(store(), 'none')).toBeNull()
})
