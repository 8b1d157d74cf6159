import { expect, test } from 'vitest'
import { savePage } from '../../../../adapters/store/sync/save-page.ts'
import { openRun } from '../../../../adapters/store/sync/sync-runs.ts'
import { aTicket, statusEvent } from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, pageOf, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()
const eventsPerTicket = 10

function bigPage(connectionId: string, tickets: number, prefix: string) {
  const keys = Array.from({ length: tickets }, (_, index) => `${prefix}-${index}`)
  const events = keys.flatMap((key) =>
    Array.from({ length: eventsPerTicket }, (_, index) => ({
      ...statusEvent(key, '2026-04-01T08:00:00Z', 'todo', 'doing', 'ada'),
      eventId: `${index}/0`,
    })),
  )
  return pageOf(connectionId, { tickets: keys.map((key) => aTicket(key)), events })
}

// The slow plan that it guards against takes forty times as long as the first page, and 12 s on an idle machine.
test('a page of 1,000 tickets and 10,000 events takes no longer where statistics are from an empty table', async () => {
  const { connectionId } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  const save = (checkpoint: string, tickets: number, prefix: string) =>
    savePage(store(), {
      runId,
      connectionId,
      page: bigPage(connectionId, tickets, prefix),
      part: 0,
      checkpoint,
      requests: 1,
      nowAt,
    })
  await save('first', 1, 'FEW')
  await store().pool.query('analyze ticket_events')
  await store().pool.query('alter table ticket_events set (autovacuum_enabled = false)')
  const startedAt = performance.now()
  await save('new', 1000, 'MANY')
  const newMs = performance.now() - startedAt
  const againMs: number[] = []
  for (const time of ['first', 'second', 'third']) {
    const beganAt = performance.now()
    expect(await save(`again, ${time} time`, 1000, 'MANY')).toMatchObject({ tickets: 1000, events: 10_000 })
    againMs.push(performance.now() - beganAt)
  }
  // A busy machine may hold up one of them; the slow plan holds up each.
  expect(Math.min(...againMs)).toBeLessThan(Math.max(4000, 10 * newMs))
})
