import { beforeEach, expect, test } from 'vitest'
import { saveEffortRun } from '../../../../adapters/store/effort/effort.ts'
import { exportForecasts, type ForecastExport } from '../../../../adapters/store/export/forecasts.ts'
import { loadForecasts } from '../../../../adapters/store/reconcile/forecasts.ts'
import { measuredQuartersAsOf } from '../../../../adapters/store/reconcile/measured-quarters.ts'
import { saveReconciliation } from '../../../../adapters/store/reconcile/reconciliations.ts'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import { pastQuarterOf } from '../../../../domain/reconcile/past-quarter.ts'
import { exampleReconciliation } from '../../../builders/example-company.ts'
import { anEffort } from '../../../builders/reconcile-input.ts'
import { forecastOfShare, reconciliationOf, scopeOf } from '../../../builders/reconciliation.ts'
import { storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()
const day = 86_400_000
const { asOfAt } = exampleReconciliation

beforeEach(async () => {
  await store().pool.query('truncate effort_runs, forecasts cascade')
})

async function save(reconciliation: Reconciliation): Promise<void> {
  const effortRunId = await saveEffortRun(store(), {
    ...{ quarter: reconciliation.quarter, planVersion: 'p', rulesVersion: 'r', codeVersion: 'c' },
    asOfAt: reconciliation.asOfAt,
    nowAt: reconciliation.asOfAt,
    result: anEffort([]),
  })
  await saveReconciliation(store(), { effortRunId, reconciliation, nowAt: reconciliation.asOfAt })
}

/** 2026-Q2 of one team, with its forecast of Q3; KTLO took 30 of 100 sorted days. */
function figures(ktloShare: number, changes: Partial<Omit<Reconciliation, 'coverage'>> = {}): Reconciliation {
  const days = { roadmap: 50, ktlo: 30, reliability: 20 }
  const sketch = { name: 'Core', planned: days, actual: { ...days, uncategorised: 0 } }
  const scope = (scopeId: string) => scopeOf({ ...sketch, scopeId, forecast: forecastOfShare(ktloShare) })
  return reconciliationOf(scope('company'), [scope('core')], { asOfAt, ...changes })
}

test('a forecast is kept as it was, and made anew by a run of the same instant', async () => {
  await save(figures(0.4))
  await save(figures(0.41))
  await save(figures(0.5, { asOfAt: asOfAt + day }))
  const kept = await loadForecasts(store(), ['2026-Q3'], asOfAt)
  expect(kept).toEqual(
    ['company', 'core'].map((scopeId) => ({
      ...{ quarter: '2026-Q3', scopeId, asOfAt, availableMilliDays: 150_000, knownQuarters: 4 },
      ...{ ktloShare: 0.41, lowShare: expect.closeTo(0.33, 9), highShare: expect.closeTo(0.49, 9) },
    })),
  )
  expect(await loadForecasts(store(), ['2026-Q3'], asOfAt + day)).toHaveLength(4)
  expect(await loadForecasts(store(), ['2026-Q2'], asOfAt)).toEqual([])
})

test('nothing is kept where nothing is forecast', async () => {
  await save(exampleReconciliation)
  expect(await loadForecasts(store(), ['2026-Q3'], asOfAt)).toEqual([])
})

test('it is exported with what is left to promise, and with what came once its quarter has closed', async () => {
  await save(figures(0.41))
  const rows = async () => {
    const all: ForecastExport[] = []
    for await (const row of exportForecasts(store())) all.push(row)
    return all
  }
  expect((await rows())[1]).toMatchObject({
    ...{ quarter: '2026-Q3', scope: 'core', available_person_days: 150, ktlo_share: 0.41 },
    ...{ promisable_person_days: 88.5, low_person_days: 76.5, high_person_days: 100.5, came_share: null },
  })
  await save(figures(0.4, { quarter: '2026-Q3', state: 'running', asOfAt: asOfAt + 60 * day }))
  expect((await rows()).find(({ scope }) => scope === 'core')).toMatchObject({ came_share: null })
  await save(figures(0.4, { quarter: '2026-Q3', state: 'closed', asOfAt: asOfAt + 120 * day }))
  expect((await rows()).find(({ scope }) => scope === 'core')).toMatchObject({ came_share: 0.3 })
})

test('figures are read as they were known at an instant', async () => {
  await save(figures(0.4))
  await save(figures(0.5, { asOfAt: asOfAt + 2 * day }))
  // A rebuilt old report tells of its own time, though it was saved last.
  await save(figures(0.45, { asOfAt: asOfAt + day }))
  const foundAt = async (at: number | null) =>
    (await measuredQuartersAsOf(store(), ['2026-Q2'], at)).map((found) => found.asOfAt)
  expect(await foundAt(asOfAt - 1)).toEqual([])
  expect(await foundAt(asOfAt)).toEqual([asOfAt])
  expect(await foundAt(asOfAt + day)).toEqual([asOfAt + day])
  expect(await foundAt(null)).toEqual([asOfAt + 2 * day])
})

test('of a quarter, what others are compared with comes back as it was stored', async () => {
  await save(exampleReconciliation)
  const [found] = await measuredQuartersAsOf(store(), [exampleReconciliation.quarter], null)
  const { teams, company, ...rest } = found ?? { teams: [], company: null }
  expect(exampleReconciliation).toMatchObject({ ...rest, company })
  expect(exampleReconciliation.teams.map(({ scopeId }) => scopeId)).toEqual(
    teams.map(({ scopeId }) => scopeId),
  )
  expect(found && pastQuarterOf(found)).toEqual(pastQuarterOf(exampleReconciliation))
})

test('figures that another version stored are left out', async () => {
  await save(figures(0.4))
  await store().pool.query(`update reconciliations set dataset = '{}'`)
  expect(await measuredQuartersAsOf(store(), ['2026-Q2'], null)).toEqual([])
})
