import { expect, test } from 'vitest'
import { latestEffortRun, loadEffortRun } from '../../../../adapters/store/effort/effort.ts'
import { loadWorkedTickets } from '../../../../adapters/store/effort/ticket-effort.ts'
import { loadOrigin } from '../../../../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import type { TicketEvent } from '../../../../domain/ticket.ts'
import {
  aCompanyPlan,
  doneTicket,
  historyOf,
  importPlan,
  importRules,
  quarter,
  rules,
  runQuarter,
  storeCompany,
} from '../../../activities/measure/measured-company.ts'
import { aPerson } from '../../../builders/plan.ts'
import { at, commentEvent, worklogEvent } from '../../../builders/ticket.ts'
import { anEdition, storeForThisFile, storeRecords } from '../test-store.ts'

const standing = storeForThisFile()
const pruned = storeForThisFile()
const dayMs = 86_400_000

/** Marks the last run of a quarter: a copy of it has the mark, a measuring doesn't. */
async function mark(): Promise<void> {
  await standing().pool.query(
    'update effort_runs set unmatched_accounts = 77 where run_number = (select max(run_number) from effort_runs)',
  )
}

async function isCopied(nowAt: number, of = quarter, build?: string): Promise<boolean> {
  await mark()
  await runQuarter(standing(), nowAt, of, build)
  return (await latestEffortRun(standing(), of))?.result.unmatchedAccounts === 77
}

test('a closed quarter is measured anew only where something that it is measured from has changed', async () => {
  const connectionId = await storeCompany(standing(), 'tracker')
  let nowAt = at('2026-07-02T23:59')
  const later = (ms = dayMs) => {
    nowAt += ms
    return nowAt
  }
  await runQuarter(standing(), nowAt)
  expect(await isCopied(later(60_000)), 'the first run was made when the quarter was hardly over').toBe(false)
  const measured = await latestEffortRun(standing(), quarter)
  expect(await isCopied(later())).toBe(true)
  const copied = await latestEffortRun(standing(), quarter)
  expect(copied).toMatchObject({ asOfAt: nowAt, savedAt: nowAt })
  expect(copied?.result.rows).toEqual(measured?.result.rows)
  expect(copied?.result.secondOpinions).toEqual(measured?.result.secondOpinions)
  expect(copied?.result.capacity).toEqual(measured?.result.capacity)

  const store = (records: Parameters<typeof storeRecords>[2]) =>
    storeRecords(standing(), connectionId, records)
  const happened = (event: TicketEvent) =>
    store({ tickets: [doneTicket('A-2', 'ben')], events: [...historyOf('A-2', 'ben'), event] })
  const changes: Record<string, () => Promise<unknown>> = {
    'a late edit': () => store({ tickets: [doneTicket('A-1', 'ben')] }),
    'a worklog written later': () => happened(worklogEvent('A-2', '2026-05-06T10:00', 'ben', 2)),
    'a new ticket': () => store({ tickets: [doneTicket('A-9', 'dan')] }),
    'other rules': () => importRules(standing(), rules.replace('ktlo', 'reliability'), 'rules-2'),
    'another plan': () =>
      importPlan(standing(), aCompanyPlan({ people: [aPerson('ada'), aPerson('ben')] }), 'plan-2'),
    'another name of the connection': () => standing().pool.query("update connections set name = 'renamed'"),
    'an event that is dated later than it was read': () =>
      happened(commentEvent('A-2', '2026-09-01T10:00', 'ben')),
  }
  for (const [what, change] of Object.entries(changes)) {
    await change()
    expect(await isCopied(later()), what).toBe(false)
  }
  expect(await isCopied(later()), 'as long as something is dated later').toBe(false)
  await runQuarter(standing(), at('2026-09-02T00:00'))
  expect(await isCopied(at('2026-09-03T00:00'))).toBe(true)
  await standing().pool.query('update connections set cursor_at = now()')
  expect(await isCopied(at('2026-09-04T00:00')), 'a cursor').toBe(true)
  await standing().pool.query("update connections set cursor_at = '2026-06-20T00:00Z'")
  const isUnread = async () =>
    (await latestEffortRun(standing(), quarter))?.result.capacity.some((row) => row.unreadMilliDays > 0)
  expect(await isUnread()).toBe(false)
  const build = '0.1.0+0000000000000001'
  await runQuarter(standing(), at('2026-09-04T01:00'), quarter, build)
  expect(await isUnread(), 'days after the last reading').toBe(true)
  expect(await isCopied(at('2026-09-04T02:00'), quarter, build), 'a tracker that is still not read').toBe(
    true,
  )
  await standing().pool.query("update connections set cursor_at = '2026-09-04T02:30Z'")
  expect(await isCopied(at('2026-09-04T03:00'), quarter, build), 'a tracker that is read again').toBe(false)
  expect(await isUnread()).toBe(false)
  expect(await isCopied(at('2026-09-04T04:00'), quarter, build)).toBe(true)
  const nextBuild = '0.1.0+1234567890abcdef'
  expect(await isCopied(at('2026-09-04T06:00'), quarter, nextBuild), 'another build').toBe(false)
  expect(await isCopied(at('2026-09-04T12:00'), quarter, nextBuild)).toBe(true)
  expect(await isCopied(at('2026-09-05T00:00'), '2026-Q3'), 'the running quarter').toBe(false)
  expect(await isCopied(at('2026-09-06T00:00'), '2026-Q3'), 'the running quarter').toBe(false)
})

test('rows stay of the last run, of what was mailed and compared with it, and of the last day', async () => {
  await storeCompany(pruned(), 'tracker')
  const rowsOf = async (reconciliationId: string) => {
    const origin = await loadOrigin(pruned(), reconciliationId)
    const result = (await loadEffortRun(pruned(), origin?.effortRunId ?? ''))?.result
    return [(result?.rows.length ?? 0) > 0, (result?.secondOpinions.length ?? 0) > 0, result?.capacity.length]
  }
  const whole = [true, true, expect.any(Number)]
  const run = (nowAt: string, of = quarter) => runQuarter(pruned(), at(nowAt), of)
  const early = await run('2026-06-01T08:00')
  const compared = await run('2026-07-03T08:00')
  const mailed = await run('2026-07-03T09:00', '2026-Q3')
  const next = await run('2026-07-04T08:00')
  expect(await rowsOf(early), 'a run of the quarter while it ran').toEqual([false, false, expect.any(Number)])
  expect(await rowsOf(compared), 'exactly a day old').toEqual(whole)
  await saveEdition(pruned(), anEdition('mailed'), { reconciliationId: mailed })
  const last = await run('2026-07-06T08:00')
  await run('2026-07-06T09:00', '2026-Q3')
  expect(await rowsOf(compared), 'what was mailed was compared with it').toEqual(whole)
  expect(await rowsOf(next), 'a newer one took its place').toEqual([false, false, expect.any(Number)])
  expect(await rowsOf(last)).toEqual(whole)
  const { rows } = await pruned().pool.query(
    'select count(*)::int as runs, count(rows_pruned_at)::int as pruned from effort_runs',
  )
  expect(rows).toEqual([{ runs: 6, pruned: 2 }])
  const known = await loadWorkedTickets(pruned(), [quarter], at('2026-07-04T09:00'))
  expect(known, 'an earlier as-of instant finds a run that has its rows').toHaveLength(4)
})
