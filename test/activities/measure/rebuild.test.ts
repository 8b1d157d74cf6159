import { expect, test } from 'vitest'
import { saveOverride } from '../../../adapters/store/classify/decisions.ts'
import { loadEffortRun } from '../../../adapters/store/effort/effort.ts'
import { loadOrigin, loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { SnapshotGoneError } from '../../../adapters/store/sql/snapshots.ts'
import type { EffortResult } from '../../../domain/effort/effort.ts'
import { removeConnectionByName } from '../../../queries/connections/remove-connection.ts'
import { storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson } from '../../builders/plan.ts'
import { at, refOf, worklogEvent } from '../../builders/ticket.ts'
import {
  aCompanyPlan,
  doneTicket,
  events,
  historyOf,
  importPlan,
  importRules,
  names,
  noWait,
  rules,
  runQuarter,
  storeCompany,
} from './measured-company.ts'
import { rebuildRun } from './rebuild-run.ts'

const first = storeForThisFile()
const second = storeForThisFile()
const third = storeForThisFile()
const mailedAt = at('2026-07-03T00:00')

/** Canonical JSON: jsonb keeps no order of keys. */
const bytesOf = (value: unknown) =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** Second opinions are stored in an order of their own. */
function comparedBytes(effort: EffortResult | undefined, dataset: unknown) {
  const opinions = effort?.secondOpinions.map(bytesOf).toSorted()
  return bytesOf({ ...effort, secondOpinions: opinions, dataset })
}

async function storedBytes(reconciliationId: string) {
  const origin = await loadOrigin(first(), reconciliationId)
  const run = await loadEffortRun(first(), origin?.effortRunId ?? '')
  return comparedBytes(run?.result, await loadReconciliation(first(), reconciliationId))
}

async function rebuiltBytes(reconciliationId: string) {
  const { effort, dataset } = await rebuildRun(first(), reconciliationId, noWait)
  return comparedBytes(effort, dataset)
}

/** Late edits, a later worklog, a new parent, a ticket that is new and one that vanished; other rules, plan and overrides. */
async function changeEverything(connectionId: string) {
  await storeRecords(first(), connectionId, {
    tickets: [
      doneTicket('A-1', 'ben', { title: 'Another title', parentId: 'id-A-5', projectKey: 'B' }),
      doneTicket('A-3', 'cleo', { labels: ['reliability'], removal: 'deleted' }),
      doneTicket('A-5', 'dan'),
    ],
    events: [
      ...historyOf('A-1', 'ben'),
      { ...worklogEvent('A-1', '2026-05-12T10:00', 'dan', 7), recordedAt: at('2026-07-20T00:00') },
      ...historyOf('A-5', 'dan'),
    ],
  })
  await importRules(first(), rules.replace('ktlo', 'reliability'), 'rules-2')
  await importPlan(
    first(),
    aCompanyPlan({ people: names.slice(0, 2).map((name) => aPerson(name)) }),
    'plan-2',
  )
  const ticket = { ...refOf('A-2'), connectionId }
  const author = 'ada@company.example'
  await saveOverride(first(), { ticket, category: 'ktlo', workType: null, author, note: '' }, mailedAt + 1)
}

test('a run is made anew to the byte from what it was made from, whatever changed since', async () => {
  const connectionId = await storeCompany(first(), 'tracker')
  const mailed = await runQuarter(first(), mailedAt)
  const bytes = await storedBytes(mailed)
  expect(await rebuiltBytes(mailed)).toBe(bytes)

  await changeEverything(connectionId)
  const later = await runQuarter(first(), at('2026-08-01T00:00'))
  expect(await storedBytes(later)).not.toBe(bytes)
  expect(await rebuiltBytes(mailed)).toBe(bytes)

  await storeRecords(first(), connectionId, { tickets: [doneTicket('A-1', 'ada')], events: [...events] })
  await importPlan(first(), aCompanyPlan(), 'plan-3')
  await runQuarter(first(), at('2026-08-02T00:00'))
  expect(await rebuiltBytes(mailed)).toBe(bytes)
  expect(await rebuiltBytes(later)).toBe(await storedBytes(later))

  await removeConnectionByName(first(), 'tracker', Date.now())
  await expect(rebuiltBytes(mailed)).rejects.toThrow(SnapshotGoneError)
  const { rows } = await first().pool.query('select from earlier_rows where connection_id is not null')
  expect(rows).toEqual([])
})

test('two stores that were filled in another order come to the same bytes', async () => {
  const ids = [
    await storeCompany(third(), 'same'),
    await storeCompany(second(), 'same', (rows) => rows.toReversed()),
  ]
  const [one, two] = await Promise.all([runQuarter(third(), mailedAt), runQuarter(second(), mailedAt)])
  const datasets = [await loadReconciliation(third(), one), await loadReconciliation(second(), two)]
  const [here, there] = datasets.map((dataset, index) => bytesOf(dataset).replaceAll(ids[index] ?? '', 'id'))
  expect(here).toBe(there)
})

test('secrets of connections are not copied', async () => {
  const { rows } = await second().pool.query(
    `select record->>'secret_ciphertext' as secret from earlier_rows where table_name = 'connections' and record is not null`,
  )
  expect(rows.every((row) => JSON.stringify(row) === '{"secret":""}')).toBe(true)
})
