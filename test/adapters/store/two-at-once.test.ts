import { expect, test } from 'vitest'
import { versionOf } from '../../../adapters/content-version.ts'
import { readDefaultRules } from '../../../adapters/packaged-files.ts'
import { currentRuleSet, saveRuleSet } from '../../../adapters/store/classify/decisions.ts'
import { getConnection } from '../../../adapters/store/connections/connections.ts'
import { saveScopes } from '../../../adapters/store/connections/scopes.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { openRun } from '../../../adapters/store/sync/sync-runs.ts'
import { OvertakenError } from '../../../domain/overtaken.ts'
import { chooseConnectionScopes } from '../../../queries/connections/choose-scopes.ts'
import { aPlan } from '../../builders/plan.ts'
import { aConnection, aRunStart, nowAt, storeForThisFile } from './test-store.ts'

const store = storeForThisFile()

/** Two people save what both made from the same version. @returns what was refused */
async function bothSave(save: (name: 'ada' | 'ben') => Promise<unknown>): Promise<unknown[]> {
  const outcomes = await Promise.allSettled([save('ada'), save('ben')])
  return outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
}

test('of two plans made from the same version one is saved, and the other is refused', async () => {
  const plan = (planVersion: string, against: string | null) =>
    savePlan(store(), { planVersion, against, yaml: planVersion, plan: aPlan(), nowAt })
  expect(await bothSave((name) => plan(name, null))).toEqual([expect.any(OvertakenError)])
  const first = (await currentPlan(store()))?.planVersion ?? ''
  expect(await bothSave((name) => plan(`${name}-2`, first))).toEqual([expect.any(OvertakenError)])
  const second = (await currentPlan(store()))?.planVersion ?? ''
  await expect(plan('late', first)).rejects.toThrow(OvertakenError)
  // What is in force already was sent twice.
  await plan(second, first)
  expect((await currentPlan(store()))?.planVersion).toBe(second)
})

test('rules are held against the version in force, which is the default one before the first import', async () => {
  const rules = (rulesVersion: string, against: string) =>
    saveRuleSet(store(), { rulesVersion, against, yaml: rulesVersion, nowAt })
  await expect(rules('early', 'other')).rejects.toThrow(OvertakenError)
  const byDefault = versionOf(readDefaultRules())
  expect(await bothSave((name) => rules(name, byDefault))).toEqual([expect.any(OvertakenError)])
  await expect(rules('late', byDefault)).rejects.toThrow(OvertakenError)
  expect(['ada', 'ben']).toContain((await currentRuleSet(store()))?.rulesVersion)
})

test('of two choices of projects one is saved, and the other is told what was chosen', async () => {
  const { connectionId, name } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  const by = { connectionId, actor: 'ada@company.example', nowAt }
  const choose = (scopeKeys: readonly string[], against: readonly string[]) =>
    chooseConnectionScopes(store(), { ...by, scopeKeys, scopes: [], against })
  expect(await choose(['WEB', 'APP'], [])).toEqual({ kind: 'saved' })
  expect(await choose(['OPS'], [])).toEqual({ kind: 'overtaken', inForce: ['WEB', 'APP'] })
  // The same ones in another order, or sent twice, change nothing.
  expect(await choose(['APP', 'WEB'], [])).toEqual({ kind: 'saved' })
  expect(await getConnection(store(), connectionId)).toMatchObject({ scopeKeys: ['WEB', 'APP'] })
  const { rows } = await store().pool.query('select state from sync_runs where run_id = $1', [runId])
  expect(rows).toEqual([{ state: 'failed' }])
  const entries = await listAuditEntries(store(), { beforeNumber: null, limit: 10 })
  expect(entries.filter(({ subject }) => subject === `connection ${name}`)).toMatchObject([
    {
      action: 'change connection',
      before: 'jira https://tracker.example as ada@company.example, all that it sees',
      after: 'jira https://tracker.example as ada@company.example, projects or teams WEB, APP',
    },
  ])
  await expect(
    saveScopes(store(), { ...by, connectionId: crypto.randomUUID(), scopeKeys: [], scopes: [], against: [] }),
  ).resolves.toBe(false)
})
