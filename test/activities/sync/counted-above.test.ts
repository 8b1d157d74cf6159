import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

// A Data Center whose search counts tickets that it doesn't return, as with stale entries of its index.

const store = storeForThisFile()
const minuteMs = 60_000
let jira: FakeJira
let connection: Connection
let nowAt = smallCompanyAsOfAt

beforeAll(async () => {
  jira = await startFakeJira({
    company: smallCompany(),
    now: () => nowAt,
    dataCenter: { version: '8.20', searchLimit: 2 },
  })
})

beforeEach(async () => {
  await removeConnections(store())
  jira.faults.set({})
  nowAt += 60 * 24 * 60 * minuteMs
  connection = await connectTo(store(), 'jira', [])
})

afterAll(() => jira.close())

function sync(depth: SyncDepth = 'recent'): Promise<number> {
  nowAt += 20 * minuteMs
  return syncOnce(store(), connection, () => openJira(jira, connection, () => nowAt), {
    depth,
    now: () => nowAt,
  })
}

async function titleOf(key: string): Promise<string | undefined> {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)?.title
}

async function told(): Promise<Record<string, string>> {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  const parts = findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
  return Object.fromEntries(parts.map(({ part, cause }) => [part, cause]))
}

test('a sync of all tickets ends, tells how many did not come, and brings them once they do', async () => {
  jira.faults.set({ unreturnedTickets: ['BET-1', 'BET-2'] })
  await sync('full')
  expect(await titleOf('ALP-1')).toBeDefined()
  expect(await titleOf('BET-1')).toBeUndefined()
  const cause = 'the tracker counts 2 more than it returns'
  expect(await told()).toMatchObject({ 'count of tickets': cause })
  // Once more by the next run, and then each night only.
  await sync()
  await sync()
  expect(await told()).toEqual({ 'count of tickets': cause })
  await sync('nightly')
  expect(await told()).toEqual({ 'count of tickets': cause })
  jira.faults.set({})
  await sync('nightly')
  expect(await titleOf('BET-1')).toBeDefined()
  expect(await told()).toEqual({})
})

test('a change that does not come is asked for from the same instant on by the next run, and told', async () => {
  await sync('full')
  jira.state.editTicket('ALP-1', { summary: 'Comes' })
  jira.state.editTicket('BET-1', { summary: `Comes late ${nowAt}` })
  jira.faults.set({ unreturnedTickets: ['BET-1'] })
  await sync()
  expect(await titleOf('ALP-1')).toBe('Comes')
  expect(await told()).toEqual({ 'count of changed tickets': 'the tracker counts 1 more than it returns' })
  jira.faults.set({})
  await sync()
  expect(await titleOf('BET-1')).toContain('Comes late')
  expect(await told()).toEqual({})
})

test('a change that never comes keeps no run from moving on', async () => {
  await sync('full')
  jira.faults.set({ unreturnedTickets: ['BET-1'] })
  jira.state.editTicket('BET-1', { summary: 'Never comes' })
  jira.state.editTicket('ALP-1', { summary: 'Comes' })
  const first = await sync()
  await sync()
  await sync()
  expect(await sync()).toBeLessThan(first)
  expect(await told()).toEqual({})
})
