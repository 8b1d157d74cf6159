import { expect, test } from 'vitest'
import {
  latestEffortRun,
  loadEffortRun,
  saveEffortByTeam,
  saveEffortRun,
} from '../../../../adapters/store/effort/effort.ts'
import {
  latestReconciliation,
  loadReconciliation,
  saveReconciliation,
} from '../../../../adapters/store/reconcile/reconciliations.ts'
import type { EffortResult } from '../../../../domain/effort/effort.ts'
import { closedReconciliation, exampleReconciliation } from '../../../builders/example-company.ts'
import { aConnection, nowAt, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

function measured(connectionId: string): EffortResult {
  const ticket = (ticketId: string) => ({ connectionId, ticketId })
  return {
    rows: [
      { teamId: 'core', weekStart: '2026-03-30', ticket: ticket('1'), milliDays: 2500 },
      { teamId: 'core', weekStart: '2026-03-30', ticket: ticket('2'), milliDays: 1 },
      { teamId: 'core', weekStart: '2026-10-26', ticket: ticket('1'), milliDays: 3 },
    ],
    capacity: [
      {
        teamId: 'core',
        weekStart: '2026-03-30',
        workingMilliDays: 10_000,
        absenceMilliDays: 1000,
        onCallMilliDays: 450,
        attributedMilliDays: 2501,
        unattributedMilliDays: 6049,
        unreadMilliDays: 40,
        daysOffLoggedMilliDays: 0,
      },
    ],
    secondOpinions: [{ teamId: 'core', ticket: ticket('1'), measure: 'worklogs', amount: 0.1 + 0.2 }],
    typeWeights: [{ workType: 'bug', tauRatio: 1.0625 }],
    closed: [{ teamId: 'core', tickets: 4, neverInProgress: 1 }],
    unmatchedAccounts: 2,
    nobodysLoggedSeconds: 3_000_000_001,
  }
}

function effortRun(result: EffortResult) {
  return {
    quarter: '2026-Q2',
    planVersion: 'plan-1',
    rulesVersion: 'rules-1',
    codeVersion: '0.1.0',
    snapshotNumber: null,
    asOfAt: nowAt,
    result,
  }
}

test('an effort run comes back whole, and the latest of a quarter is the one saved last', async () => {
  const { connectionId } = await aConnection(store())
  const result = measured(connectionId)
  expect(await latestEffortRun(store(), '2026-Q2')).toBeNull()
  const first = await saveEffortRun(store(), { ...effortRun(result), nowAt })
  const second = await saveEffortRun(store(), { ...effortRun({ ...result, rows: [] }), nowAt })
  expect(await loadEffortRun(store(), first)).toEqual({ ...effortRun(result), runId: first, savedAt: nowAt })
  expect(await latestEffortRun(store(), '2026-Q2')).toMatchObject({ runId: second, result: { rows: [] } })
  expect(await latestEffortRun(store(), '2026-Q1')).toBeNull()
})

test('a run whose capacity does not add up, or with one row twice, leaves nothing behind', async () => {
  const { connectionId } = await aConnection(store())
  const result = measured(connectionId)
  const leaking = result.capacity.map((row) => ({
    ...row,
    unattributedMilliDays: row.unattributedMilliDays - 1,
    unreadMilliDays: 0,
    daysOffLoggedMilliDays: 0,
  }))
  const doubled = [...result.rows, ...result.rows]
  const countRuns = async () => (await store().pool.query('select from effort_runs')).rowCount
  const runs = await countRuns()
  const saved = (changed: EffortResult) => saveEffortRun(store(), { ...effortRun(changed), nowAt })
  await expect(saved({ ...result, capacity: leaking })).rejects.toThrow(/capacity_rows_conserved/)
  await expect(saved({ ...result, rows: doubled })).rejects.toThrow(/effort_rows_pkey/)
  expect(await countRuns()).toBe(runs)
})

/** Teams with so many rows that some are written while others are still to come. */
function* manyTeams({ connectionId }: { readonly connectionId: string }) {
  for (const teamId of ['apps', 'core', 'web']) {
    const rows = Array.from({ length: 4000 }, (_, number) => ({
      ...{ teamId, weekStart: '2026-03-30', milliDays: number + 1 },
      ticket: { connectionId, ticketId: String(10_000 + number) },
    }))
    yield { rows, capacity: [], secondOpinions: [] }
  }
}

test('teams that come one after the other make one run', async () => {
  const teams = [...manyTeams(await aConnection(store()))]
  const { result: summary, ...run } = effortRun(measured(''))
  const runId = await saveEffortByTeam(store(), { ...run, summary, nowAt }, teams)
  const stored = await loadEffortRun(store(), runId)
  expect(stored?.result.rows).toEqual(teams.flatMap(({ rows }) => rows))
  expect(stored?.result.closed).toEqual(summary.closed)
})

test('teams whose days were stored are not kept where a later team fails', async () => {
  const connection = await aConnection(store())
  const countRows = async () => (await store().pool.query('select from effort_rows')).rowCount
  const rows = await countRows()
  const { result: summary, ...run } = effortRun(measured(''))
  const seen: (number | null)[] = []
  async function* failing() {
    yield* manyTeams(connection)
    seen.push(await countRows())
    throw new Error('cancelled')
  }
  const saving = saveEffortByTeam(store(), { ...run, summary, nowAt }, failing())
  await expect(saving).rejects.toThrow('cancelled')
  expect([...seen, await countRows()]).toEqual([rows, rows])
})

test('no column of the effort tables names a person', async () => {
  const { rows } = await store().pool.query(
    `select column_name from information_schema.columns
     where table_name in ('effort_runs', 'effort_rows', 'capacity_rows', 'second_opinion_rows')
       and column_name ~ 'person|actor|account_id|assignee|email|name'`,
  )
  expect(rows).toEqual([])
})

test('a reconciliation comes back whole, and the latest of a quarter is the one saved last', async () => {
  const { connectionId } = await aConnection(store())
  const effortRunId = await saveEffortRun(store(), { ...effortRun(measured(connectionId)), nowAt })
  const save = (reconciliation: typeof exampleReconciliation) =>
    saveReconciliation(store(), { effortRunId, reconciliation, nowAt })
  const running = await save(exampleReconciliation)
  const closed = await save({ ...closedReconciliation, quarter: exampleReconciliation.quarter })
  expect(await loadReconciliation(store(), running)).toEqual(exampleReconciliation)
  expect(await latestReconciliation(store(), exampleReconciliation.quarter)).toEqual({
    reconciliationId: closed,
    effortRunId,
    savedAt: nowAt,
    reconciliation: { ...closedReconciliation, quarter: exampleReconciliation.quarter },
  })
  expect(await loadReconciliation(store(), effortRunId)).toBeNull()
  expect(await latestReconciliation(store(), '1999-Q1')).toBeNull()
})
