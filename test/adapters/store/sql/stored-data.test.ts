import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { saveRuleSet } from '../../../../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../../../../adapters/store/classify/rules-in-force.ts'
import { loadEffortRun } from '../../../../adapters/store/effort/effort.ts'
import { loadBaseline, takeBaseline } from '../../../../adapters/store/reconcile/baselines.ts'
import { currentPlan, savePlan } from '../../../../adapters/store/reconcile/plans.ts'
import {
  latestReconciliation,
  loadReconciliation,
} from '../../../../adapters/store/reconcile/reconciliations.ts'
import { readStored, StoredDataError } from '../../../../adapters/store/sql/stored-data.ts'
import { latestRuns, openRun } from '../../../../adapters/store/sync/sync-runs.ts'
import { loadTickets } from '../../../../adapters/store/tickets/tickets.ts'
import { aPlan } from '../../../builders/plan.ts'
import { aTicket } from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()
const planToSave = { planVersion: 'v-1', yaml: 'company: Example', plan: aPlan(), nowAt }

async function expectAdvice(reading: Promise<unknown>, advice: string): Promise<void> {
  await expect(reading).rejects.toThrow(StoredDataError)
  await expect(reading).rejects.toThrow(advice)
}

beforeEach(async () => {
  await store().pool.query('truncate plan_imports, plans, baselines, baseline_tickets, connections cascade')
})

describe('what another version stored is reported as such, with what mends it', () => {
  test('a plan, which importing its file again mends', async () => {
    await savePlan(store(), planToSave)
    await store().pool.query(`update plans set plan = '{}'`)
    await expectAdvice(currentPlan(store()), 'plumbline plan import')
    await savePlan(store(), planToSave)
    expect((await currentPlan(store()))?.plan).toEqual(aPlan())
  })

  test('the plan that a quarter began with, which is taken from its import where that can be read', async () => {
    await savePlan(store(), planToSave)
    const start = { quarter: '2026-Q2', planVersion: 'v-1', plan: aPlan(), takenAt: nowAt, cutoffAt: nowAt }
    await takeBaseline(store(), start)
    await store().pool.query(`update baselines set plan = '{}'`)
    expect((await loadBaseline(store(), '2026-Q2'))?.plan).toEqual(aPlan())
    await store().pool.query(`update plans set plan = '{}'`)
    await expectAdvice(loadBaseline(store(), '2026-Q2'), 'plumbline plan import')
    await savePlan(store(), planToSave)
    expect(await loadBaseline(store(), '2026-Q2')).toEqual({ ...start, tickets: [] })
  })

  test('figures, and the measuring that they came from', async () => {
    const { rows } = await store().pool.query(
      `with run as (
         insert into effort_runs (quarter, plan_version, rules_version, code_version, as_of_at, saved_at, type_weights, closed,
           unmatched_accounts)
         values ('2026-Q2', 'v-1', 'r-1', 'c-1', now(), now(), '{}', '[]', 0) returning run_id)
       insert into reconciliations (effort_run_id, quarter, dataset, saved_at)
       select run_id, '2026-Q2', '{}', now() from run returning reconciliation_id as id, effort_run_id as "runId"`,
    )
    const { id, runId } = z.object({ id: z.string(), runId: z.string() }).parse(rows[0])
    await expectAdvice(latestReconciliation(store(), '2026-Q2'), 'report preview --quarter 2026-Q2')
    await expectAdvice(loadReconciliation(store(), id), 'plumbline report preview')
    await expectAdvice(loadEffortRun(store(), runId), 'plumbline report preview')
  })

  test("a ticket's custom fields", async () => {
    const { connectionId } = await aConnection(store())
    await storeRecords(store(), connectionId, { tickets: [aTicket('CORE-1')] })
    await store().pool.query(`update tickets set custom_fields = '[{"name": "Team"}]'`)
    await expectAdvice(loadTickets(store()), 'plumbline sync --full')
  })

  test('a sync run: one left unfinished is replaced, and not gone on with', async () => {
    const { connectionId } = await aConnection(store())
    const { runId } = await openRun(store(), aRunStart(connectionId))
    await store().pool.query(`update sync_runs set scopes = '["CORE"]'`)
    await expectAdvice(latestRuns(store(), connectionId, 1), 'plumbline sync')
    const next = await openRun(store(), aRunStart(connectionId))
    expect([next.resumed, next.runId === runId]).toEqual([false, false])
    expect((await latestRuns(store(), connectionId, 1)).map((each) => each.runId)).toEqual([next.runId])
  })

  test('a rule file', async () => {
    await saveRuleSet(store(), { rulesVersion: 'r-1', yaml: 'rules: [{ label: odd }]', nowAt })
    await expectAdvice(ruleSetInForce(store()), 'plumbline rules import')
    await expectAdvice(ruleSetInForce(store()), 'rules.yaml:1:')
  })

  test('a word that this version has not', () => {
    const row = z.object({ category: z.enum(['roadmap', 'upkeep']) })
    expect(() => readStored(row, { category: 'research' })).toThrow(StoredDataError)
  })
})

test('a statement that returns something else than it says is a mistake of ours', () => {
  expect(() => readStored(z.object({ tickets: z.number() }), { tickets: '3' })).toThrow(z.ZodError)
  expect(() => readStored(z.object({ tickets: z.number() }), {})).toThrow(z.ZodError)
})

test('rows are read in one way alone', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', '..', 'adapters', 'store')
  const parsing = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /(?<!Date|JSON)\.(parse|safeParse)(Async)?\(/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(parsing.toSorted()).toEqual([
    // Whether what a person typed is an id.
    join('connections', 'connections.ts'),
    join('sql', 'stored-data.ts'),
    // What node-postgres throws, and a batch of our own.
    join('sql', 'unavailable.ts'),
    join('sql', 'upsert.ts'),
  ])
})
