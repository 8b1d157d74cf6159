import { expect, test } from 'vitest'
import { removeConnection } from '../../../../adapters/store/connections/connections.ts'
import { inTransaction } from '../../../../adapters/store/sql/rows.ts'
import { batchesOf } from '../../../../adapters/store/sync/page-batches.ts'
import { storeBatches } from '../../../../adapters/store/sync/save-page.ts'
import { aTicket, statusEvent } from '../../../builders/ticket.ts'
import { aConnection, nowAt, pageOf, storeForThisFile, waitForLocks } from '../test-store.ts'

const store = storeForThisFile()

/** Stores the same page in two transactions: the second begins while the first is about to commit. */
async function storeTwice(connectionId: string): Promise<void> {
  const event = statusEvent('WEB-1', '2026-04-01T08:00:00Z', 'todo', 'doing', 'ada')
  const batches = batchesOf(pageOf(connectionId, { tickets: [aTicket('WEB-1')], events: [event] }))
  let second: Promise<unknown> = Promise.resolve()
  await inTransaction(store(), async (first) => {
    await storeBatches(first, { connectionId, nowAt }, batches)
    second = inTransaction(store(), (other) => storeBatches(other, { connectionId, nowAt }, batches))
    second.catch(() => undefined)
    await waitForLocks(store())
  })
  await second
}

async function storedEvents(connectionId: string): Promise<number> {
  const { rows } = await store().pool.query('select from ticket_events where connection_id = $1', [
    connectionId,
  ])
  return rows.length
}

test('a ticket that two transactions store at once is new to the first alone, and has its event once', async () => {
  const { connectionId } = await aConnection(store())
  await storeTwice(connectionId)
  expect(await storedEvents(connectionId)).toBe(1)
})

test('a stored ticket gets its first event once from two transactions at once, although nothing of the ticket changes', async () => {
  const { connectionId } = await aConnection(store())
  const withoutEvents = batchesOf(pageOf(connectionId, { tickets: [aTicket('WEB-1')] }))
  await inTransaction(store(), (on) => storeBatches(on, { connectionId, nowAt }, withoutEvents))
  await storeTwice(connectionId)
  expect(await storedEvents(connectionId)).toBe(1)
})

test('a connection that is removed while a page of it is stored takes along the events of that page', async () => {
  const { connectionId } = await aConnection(store())
  const event = statusEvent('WEB-1', '2026-04-01T08:00:00Z', 'todo', 'doing', 'ada')
  const batches = batchesOf(pageOf(connectionId, { tickets: [aTicket('WEB-1')], events: [event] }))
  let removing: Promise<unknown> = Promise.resolve()
  await inTransaction(store(), async (on) => {
    await storeBatches(on, { connectionId, nowAt }, batches)
    removing = removeConnection(store(), connectionId)
    removing.catch(() => undefined)
    await waitForLocks(store())
  })
  await removing
  expect(await storedEvents(connectionId)).toBe(0)
})

test('a page that is stored while its connection is removed is refused, and leaves no events', async () => {
  const { connectionId } = await aConnection(store())
  const event = statusEvent('WEB-1', '2026-04-01T08:00:00Z', 'todo', 'doing', 'ada')
  const later = { ...event, eventId: 'later/0' }
  const pageWith = (events: readonly (typeof event)[]) =>
    batchesOf(pageOf(connectionId, { tickets: [aTicket('WEB-1')], events }))
  await inTransaction(store(), (on) => storeBatches(on, { connectionId, nowAt }, pageWith([event])))
  let both: Promise<readonly PromiseSettledResult<unknown>[]> = Promise.resolve([])
  await inTransaction(store(), async (on) => {
    // The removal waits here when all but the events are gone.
    await on.query('select from ticket_events where connection_id = $1 for update', [connectionId])
    const removing = removeConnection(store(), connectionId)
    await waitForLocks(store())
    const storing = inTransaction(store(), (other) =>
      storeBatches(other, { connectionId, nowAt }, pageWith([event, later])),
    )
    both = Promise.allSettled([removing, storing])
    await waitForLocks(store(), 2)
  })
  expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(await storedEvents(connectionId)).toBe(0)
})
