import { expect, test } from 'vitest'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { TicketEvent } from '../../../domain/ticket.ts'
import { storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { assigneeEvent, at, statusEvent } from '../../builders/ticket.ts'
import { mailFinal } from './mail-final.ts'
import {
  doneTicket,
  events,
  historyOf,
  names,
  runQuarter,
  storeCompany,
  tickets,
} from './measured-company.ts'

const store = storeForThisFile()

/** Three Mondays after everybody began: the tracker dies before the week's work. */
const lastReadAt = at('2026-05-18T00:00')
const mailedAt = at('2026-07-03T00:00')

const finished = (key: string, name: string, iso: string): TicketEvent[] =>
  historyOf(key, name).map((event) =>
    event.kind === 'status' && event.toStatusId === 'done' ? { ...event, happenedAt: at(iso) } : event,
  )

/** Ada closed her story a week before the others, and took up a bug that nobody had read of. */
const fresh = doneTicket('A-6', 'ada', { typeId: 'bug', typeName: 'Bug', createdAt: at('2026-05-22T15:00') })
const laterEvents = [
  ...finished('A-1', 'ada', '2026-05-22T16:00'),
  assigneeEvent('A-6', '2026-05-22T16:00', null, 'ada', 'ada'),
  statusEvent('A-6', '2026-05-25T06:00', 'todo', 'doing', 'ada'),
  statusEvent('A-6', '2026-05-29T16:00', 'doing', 'done', 'ada'),
]

/** As the tracker showed it on the day of its last reading. */
async function storeAsLastRead(): Promise<string> {
  const connectionId = await storeCompany(store(), 'tracker')
  await store().pool.query('delete from ticket_events where happened_at >= $1', [new Date(lastReadAt)])
  await store().pool.query(
    `update tickets set status_id = 'doing', status_name = 'Doing', status_category = 'in_progress', resolved_at = null`,
  )
  await readUntil(lastReadAt)
  return connectionId
}

const readUntil = (cursorAt: number) =>
  store().pool.query('update connections set cursor_at = $1', [new Date(cursorAt)])

async function changeAsOf(nowAt: number) {
  const dataset = await loadReconciliation(store(), await runQuarter(store(), nowAt))
  const company = dataset?.sinceMailed?.scopes.find(({ scopeId }) => scopeId === 'company')
  for (const { difference, parts } of company?.categories ?? []) {
    expect(parts.reduce((sum, { milliDays }) => sum + milliDays, 0)).toBe(difference.milliDays)
    expect(parts.reduce((sum, { milliPoints }) => sum + milliPoints, 0)).toBe(difference.milliPoints)
  }
  const causes = (company?.categories ?? []).map(({ category, mailedMilliDays, nowMilliDays, parts }) => [
    category,
    mailedMilliDays / 1000,
    nowMilliDays / 1000,
    Object.fromEntries(parts.map(({ cause, milliDays }) => [cause, milliDays / 1000])),
  ])
  return { causes, tickets: company?.tickets.map(({ key, cause }) => [key, cause]) ?? [] }
}

test('days of an outage that are read after the mail are no late edits, and later edits are', async () => {
  const connectionId = await storeAsLastRead()
  await mailFinal(store(), await runQuarter(store(), mailedAt), mailedAt)
  // Still down a month later: nothing has changed.
  expect((await changeAsOf(at('2026-08-03T00:00'))).causes).toEqual([])

  const others = tickets.filter(({ key }) => key !== 'A-1')
  await storeRecords(store(), connectionId, {
    tickets: [doneTicket('A-1', 'ada', { resolvedAt: at('2026-05-22T16:00') }), ...others, fresh],
    events: [...events.filter(({ ticketId }) => ticketId !== 'id-A-1'), ...laterEvents],
  })
  await readUntil(at('2026-08-04T00:00'))
  // Two weeks of four people, ten days each; then two more, of which Ada spent the second on the bug.
  const back = await changeAsOf(at('2026-08-04T12:00'))
  expect(names).toHaveLength(4)
  expect(back.causes).toEqual([
    ['roadmap', 20, 35, { read_late: 15 }],
    ['ktlo', 10, 25, { read_late: 15 }],
    ['reliability', 10, 20, { read_late: 10 }],
  ])
  expect(back.tickets.map(([, cause]) => cause)).toEqual(back.tickets.map(() => 'read_late'))

  // Cleo's bug turns out to have been closed a week before the outage.
  await storeRecords(store(), connectionId, {
    tickets: [doneTicket('A-3', 'cleo', { typeId: 'bug', typeName: 'Bug' })],
    events: finished('A-3', 'cleo', '2026-05-08T16:00'),
  })
  const edited = await changeAsOf(at('2026-08-05T00:00'))
  expect(edited.causes).toEqual([
    ['roadmap', 20, 35, { read_late: 15, late_edits: 0 }], // the share alone changed
    ['ktlo', 10, 10, { read_late: 15, late_edits: -15 }], // of Cleo five days before the outage, and ten in it
    ['reliability', 10, 20, { read_late: 10, late_edits: 0 }],
  ])
})
