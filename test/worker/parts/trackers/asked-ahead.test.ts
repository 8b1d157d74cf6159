import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../../../adapters/store/connections/connections.ts'
import { TrackerAuthError } from '../../../../adapters/trackers/errors.ts'
import type { Instant } from '../../../../domain/instant.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { askedAhead } from '../../../../worker/parts/trackers/asked-ahead.ts'
import { openJira } from '../../../activities/sync/sync-desk.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'

const connection: Connection = {
  connectionId: '00000000-0000-4000-8000-000000000001',
  name: 'jira',
  tracker: 'jira',
  baseUrl: 'https://tracker.example',
  siteId: null,
  authKind: 'api_token',
  accountEmail: 'ada@company.example',
  scopeKeys: [],
  secret: { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' },
  cursorAt: null,
  lastFullSyncAt: null,
  lastCensusAt: null,
  createdAt: 0,
  secretExpiresAt: null,
  trouble: null,
  troubleSinceAt: null,
  troubleAt: null,
  historiesCutAt: null,
}
let jira: FakeJira
let nowAt: Instant
let asksBefore = 0

beforeAll(async () => {
  jira = await startFakeJira({ company: smallCompany(), now: () => nowAt })
})

beforeEach(() => {
  nowAt = smallCompanyAsOfAt
  jira.faults.set({})
  asksBefore = allAsks()
})

afterAll(() => jira.close())

const open = async (opened: Connection) => openJira(jira, opened, () => nowAt)
const ahead = (connections = [connection]) => askedAhead(open, connections, () => nowAt)
const allAsks = (): number => jira.requests.get('GET myself') ?? 0
/** How often Jira was asked in this test who we are. */
const asks = (): number => allAsks() - asksBefore

test('a tracker is asked before it is opened, and its first preflight is that answer', async () => {
  const { openTracker } = ahead()
  await expect.poll(asks).toBe(1)
  const tracker = await openTracker(connection)
  const { accountId, scopes } = await tracker.preflight()
  expect([accountId === '', scopes.length > 0, asks()]).toEqual([false, true, 1])
  await tracker.preflight()
  expect(asks()).toBe(2)
})

test('each answer serves one opening', async () => {
  const { openTracker } = ahead()
  await (await openTracker(connection)).preflight()
  await (await openTracker(connection)).preflight()
  expect(asks()).toBe(2)
})

test.each([
  ['30 s', 30_000, 1],
  ['more than 30 s', 30_001, 2],
])('an answer that is %s old', async (_what, ageMs, expected) => {
  const { openTracker } = ahead()
  await expect.poll(asks).toBe(1)
  nowAt += ageMs
  await (await openTracker(connection)).preflight()
  expect(asks()).toBe(expected)
})

test('a connection that was changed meanwhile is asked anew', async () => {
  const { openTracker } = ahead()
  await expect.poll(asks).toBe(1)
  await (await openTracker({ ...connection, scopeKeys: ['ALP'] })).preflight()
  expect(asks()).toBe(2)
})

test('a failure is that of the first preflight, and the next opening asks anew', async () => {
  jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET myself' }] })
  const { openTracker } = ahead()
  await expect.poll(asks).toBe(1)
  const tracker = await openTracker(connection)
  await expect(tracker.preflight()).rejects.toThrow(TrackerAuthError)
  jira.faults.set({})
  await (await openTracker(connection)).preflight()
  expect(asks()).toBe(2)
})

test('cancelling one sync ends its own request alone', async () => {
  jira.faults.set({ rules: [{ kind: 'stall', endpoint: 'GET myself' }] })
  const other = { ...connection, connectionId: '00000000-0000-4000-8000-000000000002' }
  const { openTracker, stop } = ahead([connection, other])
  const cancel = new AbortController()
  const cancelled = (await openTracker(connection)).preflight(cancel.signal)
  const going = (await openTracker(other)).preflight()
  await expect.poll(asks).toBe(2)
  let hasEnded = false
  going.catch(() => {
    hasEnded = true
  })
  cancel.abort(new Error('cancelled'))
  await expect(cancelled).rejects.toThrow('cancelled')
  expect(hasEnded).toBe(false)
  stop()
  await expect(going).rejects.toThrow(/abort/)
})
