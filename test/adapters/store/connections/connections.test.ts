import { expect, test } from 'vitest'
import {
  createConnection,
  getConnection,
  learnSite,
  listConnections,
  removeConnection,
} from '../../../../adapters/store/connections/connections.ts'
import { loadSiteNames } from '../../../../adapters/store/connections/names.ts'
import { finishRun, latestRuns, openRun } from '../../../../adapters/store/sync/sync-runs.ts'
import { countTickets, loadEvents, loadTicket } from '../../../../adapters/store/tickets/tickets.ts'
import { ConnectRefusedError } from '../../../../domain/sync/connect-guard.ts'
import { aTicket, at, statusEvent } from '../../../builders/ticket.ts'
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

test('of several connects to the same site at once one is kept, and the others are refused with its name', async () => {
  const base = await aConnection(store(), 'base')
  const connect = (name: string) =>
    createConnection(store(), { ...base, name, siteId: 'https://one.example', nowAt })
  const ended = await Promise.allSettled(['one', 'two', 'three'].map(connect))
  const [kept] = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const refused = ended.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  expect(refused).toHaveLength(2)
  for (const text of refused) expect(text).toContain(`connected already, as "${kept?.name}"`)
  await removeConnection(store(), kept?.connectionId ?? '')
})

test('the database itself refuses two connections of one site', async () => {
  const [one, two] = [await aConnection(store(), 'first'), await aConnection(store(), 'second')]
  await learnSite(store(), one.connectionId, { siteId: 'https://two.example', name: null })
  await learnSite(store(), two.connectionId, { siteId: 'https://two.example', name: null })
  expect(await getConnection(store(), 'second')).toMatchObject({ siteId: null })
  await expect(
    store().pool.query('update connections set site_id = $1 where name = $2', [
      'https://two.example',
      'second',
    ]),
  ).rejects.toThrow('connections_tracker_site_id_key')
  await learnSite(store(), one.connectionId, { siteId: 'https://three.example', name: 'Three' })
  expect(await loadSiteNames(store())).toEqual(new Map())
  await learnSite(store(), one.connectionId, { siteId: 'https://two.example', name: 'Two' })
  expect(await loadSiteNames(store())).toEqual(new Map([[one.connectionId, 'Two']]))
  expect(await getConnection(store(), 'first')).toMatchObject({ siteId: 'https://two.example' })
  for (const { connectionId } of [one, two]) await removeConnection(store(), connectionId)
})

test('the same site by another address keeps its cursor; a taken name is refused and changes nothing', async () => {
  const base = await aConnection(store(), 'gateway')
  await learnSite(store(), base.connectionId, { siteId: 'https://four.example', name: null })
  const run = await openRun(store(), aRunStart(base.connectionId))
  await finishRun(store(), { runId: run.runId, nowAt })
  const input = { ...base, siteId: 'https://four.example', baseUrl: 'https://gateway.example', nowAt }
  const moved = await createConnection(store(), input)
  expect(moved).toMatchObject({ baseUrl: 'https://gateway.example', cursorAt: run.startedAt })
  await expect(
    createConnection(store(), { ...input, siteId: 'https://five.example' }),
  ).rejects.toBeInstanceOf(ConnectRefusedError)
  await expect(createConnection(store(), { ...input, tracker: 'linear' })).rejects.toBeInstanceOf(
    ConnectRefusedError,
  )
  expect(await getConnection(store(), 'gateway')).toEqual(moved)
  await removeConnection(store(), base.connectionId)
})

test('a removed connection takes its tickets and their events along, and only its own', async () => {
  const [gone, kept] = [await aConnection(store(), 'gone'), await aConnection(store(), 'kept')]
  const eventOf = (key: string) => statusEvent(key, '2026-04-01T08:00:00Z', 'todo', 'doing', 'ada')
  await storeRecords(store(), gone.connectionId, {
    tickets: [aTicket('GONE-1'), aTicket('GONE-2')],
    events: [eventOf('GONE-1')],
  })
  await storeRecords(store(), kept.connectionId, {
    tickets: [aTicket('KEPT-1')],
    events: [eventOf('KEPT-1')],
  })
  const before = await countTickets(store())
  expect(await removeConnection(store(), gone.connectionId)).toBe(true)
  expect(await removeConnection(store(), gone.connectionId)).toBe(false)
  expect(await countTickets(store())).toBe(before - 2)
  expect(await loadTicket(store(), 'GONE-1')).toEqual([])
  expect((await loadEvents(store())).map(({ connectionId }) => connectionId)).toEqual([kept.connectionId])
  expect((await listConnections(store())).map(({ name }) => name)).toEqual([
    'base',
    'kept',
    'main-jira',
    'moved',
    'renewed',
  ])
})
