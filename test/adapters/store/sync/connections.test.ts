import { expect, test } from 'vitest'
import {
  createConnection,
  getConnection,
  listConnections,
  removeConnection,
} from '../../../../adapters/store/sync/connections.ts'
import { finishRun, latestRuns, openRun } from '../../../../adapters/store/sync/sync-runs.ts'
import { countTickets, loadTicket } from '../../../../adapters/store/sync/tickets.ts'
import { aTicket, at } from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

test('a connection is found by its id and by its name, with its sealed secret', async () => {
  const created = await aConnection(store(), 'main-jira')
  expect(await getConnection(store(), 'main-jira')).toEqual(created)
  expect(await getConnection(store(), created.connectionId)).toEqual(created)
  expect(await getConnection(store(), 'other')).toBeNull()
  expect(created).toMatchObject({
    tracker: 'jira',
    authKind: 'api_token',
    scopeKeys: [],
    secret: { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' },
    cursorAt: null,
    lastFullSyncAt: null,
    createdAt: nowAt,
  })
})

test('the same name again renews the secret and keeps id and cursor', async () => {
  const created = await aConnection(store(), 'renewed')
  const run = await openRun(store(), aRunStart(created.connectionId))
  await finishRun(store(), { runId: run.runId, nowAt })
  const secret = { ...created.secret, ciphertext: 'bmV3' }
  const renewed = await createConnection(store(), { ...created, secret, nowAt: nowAt + 1000 })
  expect(renewed).toEqual({ ...created, secret, cursorAt: run.startedAt, lastFullSyncAt: run.startedAt })
})

test('a connection that reads another scope starts over: no cursor, no unfinished run', async () => {
  const created = await aConnection(store(), 'moved')
  const first = await openRun(store(), aRunStart(created.connectionId))
  await finishRun(store(), { runId: first.runId, nowAt })
  await openRun(store(), aRunStart(created.connectionId, { startedAt: at('2026-06-12T13:00:00Z') }))
  const moved = await createConnection(store(), { ...created, scopeKeys: ['CORE'], nowAt })
  expect(moved).toMatchObject({ connectionId: created.connectionId, cursorAt: null, scopeKeys: ['CORE'] })
  const states = (await latestRuns(store(), created.connectionId, 5)).map((run) => run.state)
  expect(states).toEqual(['failed', 'finished'])
})

test('a removed connection takes its tickets along, and only its own', async () => {
  const [gone, kept] = [await aConnection(store(), 'gone'), await aConnection(store(), 'kept')]
  await storeRecords(store(), gone.connectionId, { tickets: [aTicket('GONE-1'), aTicket('GONE-2')] })
  await storeRecords(store(), kept.connectionId, { tickets: [aTicket('KEPT-1')] })
  const before = await countTickets(store())
  expect(await removeConnection(store(), gone.connectionId)).toBe(true)
  expect(await removeConnection(store(), gone.connectionId)).toBe(false)
  expect(await countTickets(store())).toBe(before - 2)
  expect(await loadTicket(store(), 'GONE-1')).toEqual([])
  expect((await listConnections(store())).map(({ name }) => name)).toEqual([
    'kept',
    'main-jira',
    'moved',
    'renewed',
  ])
})
