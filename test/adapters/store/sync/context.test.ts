import { expect, test } from 'vitest'
import { streamHistories } from '../../../../adapters/store/effort/histories.ts'
import { exportTickets } from '../../../../adapters/store/export/tables.ts'
import {
  type ContextToSave,
  contextToRead,
  loadContextReading,
  saveContext,
  unreadableParents,
} from '../../../../adapters/store/sync/context.ts'
import { savePage } from '../../../../adapters/store/sync/save-page.ts'
import { failRun, openRun, SyncRunEndedError } from '../../../../adapters/store/sync/sync-runs.ts'
import { loadTicket, loadTickets } from '../../../../adapters/store/tickets/tickets.ts'
import type { Ticket } from '../../../../domain/ticket.ts'
import { aTicket, refOf, statuses } from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, pageOf, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

/** A connection with a run that has stored these tickets as a page. */
async function aRun(...tickets: Ticket[]) {
  const { connectionId } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, { tickets })
  const save = (of: typeof page) =>
    savePage(store(), { runId, connectionId, page: of, part: 0, checkpoint: 'next', requests: 1, nowAt })
  await save(page)
  return {
    runId,
    connectionId,
    page: (...more: Ticket[]) => save(pageOf(connectionId, { tickets: more })),
    context: (asked: readonly string[], read: readonly Ticket[], changes: Partial<ContextToSave> = {}) => {
      const found = read.map((ticket) => ({ ...ticket, connectionId, isContext: true }))
      return saveContext(store(), {
        runId,
        connectionId,
        askedIds: asked.map((key) => refOf(key).ticketId),
        read: {
          tickets: found,
          statuses: statuses.map((each) => ({ ...each, connectionId })),
          notUnderstoodIds: [],
        },
        requests: 1,
        nowAt,
        ...changes,
      })
    },
    due: (dueBefore: number) => contextToRead(store(), { connectionId, dueBefore }),
    stored: async (key: string) =>
      (await loadTickets(store())).find((each) => each.connectionId === connectionId && each.key === key),
    unreadable: async () =>
      (await unreadableParents(store())).filter((each) => each.connectionId === connectionId),
  }
}

const child = aTicket('A-1', { parentId: refOf('X-1').ticketId, parentKey: 'X-1' })

test('a parent is due until it is stored by a page or was asked for, and from then on once that is long enough ago', async () => {
  const run = await aRun(child, aTicket('A-2', { parentId: refOf('A-1').ticketId }))
  expect(await run.due(nowAt)).toEqual([refOf('X-1').ticketId])
  await run.context(['X-1'], [aTicket('X-1', { parentId: refOf('Y-1').ticketId })])
  expect(await run.due(nowAt)).toEqual([refOf('Y-1').ticketId])
  await run.context(['Y-1'], [])
  expect(await run.due(nowAt)).toEqual([])
  expect(await run.due(nowAt + 1)).toEqual([refOf('X-1'), refOf('Y-1')].map(({ ticketId }) => ticketId))
})

test('context never replaces a ticket that a page brought, and a page replaces context', async () => {
  const run = await aRun(child)
  await run.context(['A-1'], [aTicket('A-1', { title: 'Older' })])
  expect(await run.stored('A-1')).toMatchObject({ isContext: false, title: child.title })
  await run.context(['X-1'], [aTicket('X-1', { title: 'As context' })])
  expect(await run.stored('X-1')).toMatchObject({ isContext: true, title: 'As context' })
  await run.page(aTicket('X-1', { title: 'By itself' }))
  await run.context(['X-1'], [aTicket('X-1', { title: 'As context' })])
  expect(await run.stored('X-1')).toMatchObject({ isContext: false, title: 'By itself' })
})

test('context is found by its key, and is in no export and no history', async () => {
  const run = await aRun(child)
  await run.context(['X-1'], [aTicket('X-1')])
  expect(await loadTicket(store(), 'x-1')).toContainEqual(expect.objectContaining({ isContext: true }))
  const exported: string[] = []
  for await (const row of exportTickets(store())) {
    if (row.ticket_key === 'A-1') expect(row.parent_key).toBe('X-1')
    exported.push(row.ticket_key)
  }
  expect(exported).toContain('A-1')
  expect(exported.filter((key) => key === 'X-1').length).toBe(
    (await loadTickets(store())).filter(({ key, isContext }) => key === 'X-1' && !isContext).length,
  )
  for await (const batch of streamHistories(store())) {
    for (const { ticket } of batch)
      expect([ticket.connectionId, ticket.ticketId]).not.toEqual([run.connectionId, refOf('X-1').ticketId])
  }
})

test('parents that could not be read are counted by their children, with the key that these name', async () => {
  const hidden = aTicket('A-3', { parentId: null, parentKey: 'EPIC-7' })
  const run = await aRun(child, { ...child, ...refOf('A-2'), key: 'A-2' }, hidden, aTicket('A-4'))
  await run.context(['X-1'], [])
  expect(await run.unreadable()).toEqual([
    { connectionId: run.connectionId, key: 'X-1', children: 2 },
    { connectionId: run.connectionId, key: 'EPIC-7', children: 1 },
  ])
  const parent = { connectionId: run.connectionId, ticketId: refOf('X-1').ticketId }
  expect(await loadContextReading(store(), parent)).toMatchObject({ outcome: 'not_shown', triedAt: nowAt })
  // A record whose key is empty fits no table.
  await run.context(['X-1'], [aTicket('X-1', { key: '' })])
  expect(await loadContextReading(store(), parent)).toMatchObject({ outcome: 'not_understood' })
  await run.context(['X-1'], [aTicket('X-1')])
  expect((await run.unreadable()).map(({ key }) => key)).toEqual(['EPIC-7'])
})

test('what is hidden later stays, marked, until it is shown again', async () => {
  const run = await aRun(child)
  await run.context(['X-1'], [aTicket('X-1')])
  await run.context(['X-1'], [])
  expect(await run.stored('X-1')).toMatchObject({ isContext: true, removal: 'access_lost' })
  await run.context(['X-1'], [aTicket('X-1')])
  expect(await run.stored('X-1')).toMatchObject({ removal: null })
})

test('a run that has ended takes none', async () => {
  const run = await aRun(child)
  await failRun(store(), { runId: run.runId, failure: 'stopped', nowAt })
  await expect(run.context(['X-1'], [aTicket('X-1')])).rejects.toThrow(SyncRunEndedError)
  expect(await run.stored('X-1')).toBeUndefined()
})
