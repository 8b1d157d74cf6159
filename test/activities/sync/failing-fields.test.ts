import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { quarantineCauses } from '../../../adapters/store/tickets/quarantine.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeLinear, startFakeLinear } from '../../../fakes/linear/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { aCompanyTicket, asOfAt, smallCompany } from '../../fakes/linear/small-company.ts'
import { connectTo, removeConnections, syncOnce } from './sync-desk.ts'

// A Linear that fails at a record that an issue names (its project, its creator …), and returns all else of the issue.

const store = storeForThisFile()
let linear: FakeLinear
let connection: Connection
let nowAt = asOfAt

beforeAll(async () => {
  linear = await startFakeLinear({
    company: smallCompany([
      aCompanyTicket('GRO-1', { projectId: 'signup' }),
      aCompanyTicket('GRO-2', { projectId: 'signup' }),
      aCompanyTicket('GRO-3'),
    ]),
    now: () => nowAt,
    apiKey: 'lin_api_example',
  })
})

beforeEach(async () => {
  await removeConnections(store())
  linear.faults.failingFields.clear()
  connection = await connectTo(store(), 'linear', [])
})

afterAll(() => linear.close())

function sync(depth: SyncDepth = 'recent'): Promise<number> {
  nowAt += 3_600_000
  const open = () =>
    createLinearTracker({
      connectionId: connection.connectionId,
      apiUrl: linear.url,
      auth: { kind: 'api_key', apiKey: 'lin_api_example' },
      now: () => nowAt,
      sleep: async () => undefined,
    })
  return syncOnce(store(), connection, open, { depth, now: () => nowAt })
}

async function stored(key: string) {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)
}

/** What PostgreSQL changes with each write of a row. */
async function rowVersions(): Promise<readonly unknown[]> {
  return (await store().pool.query('select ticket_id, xmin::text from tickets order by ticket_id')).rows
}

async function lacking() {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  return findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
}

function fail(identifier: string, ...fields: readonly ('assignee' | 'creator' | 'parent' | 'project')[]) {
  const found = linear.state.issues.find((each) => each.identifier === identifier)
  if (found === undefined) throw new RangeError(`there is no ${identifier}`)
  linear.faults.failingFields.set(found.id, fields)
  return found
}

test('a ticket is read without it, keeps what was known of it, and is asked for until it comes', async () => {
  await sync()
  const before = await stored('GRO-1')
  expect([before?.projectName, before?.creatorId]).not.toContain(null)
  Object.assign(fail('GRO-1', 'project', 'creator'), { title: 'Changed meanwhile', updatedAt: nowAt })
  await sync()
  expect(await stored('GRO-1')).toEqual({
    ...before,
    title: 'Changed meanwhile',
    updatedAt: (await stored('GRO-1'))?.updatedAt,
  })
  const cause = 'Linear fails to return creator, project'
  expect(await lacking()).toEqual([{ part: 'fields', tickets: 1, cause }])
  expect(await quarantineCauses(store())).toEqual([])
  await sync()
  expect(await lacking()).toEqual([{ part: 'fields', tickets: 1, cause }])
  linear.faults.failingFields.clear()
  await sync()
  expect(await lacking()).toEqual([])
})

test('one that was never read is there without it, beside the others, and whole once it comes', async () => {
  for (const key of ['GRO-1', 'GRO-2']) fail(key, 'project')
  await sync()
  expect(await stored('GRO-1')).toMatchObject({ title: expect.any(String), projectId: null })
  expect(await stored('GRO-3')).toBeDefined()
  expect(await lacking()).toMatchObject([{ part: 'fields', tickets: 2 }])
  linear.faults.failingFields.clear()
  await sync()
  expect((await stored('GRO-1'))?.projectId).not.toBeNull()
  expect(await lacking()).toEqual([])
})

test('a night that sees it keeps what was known too, and writes nothing: a closed quarter stands', async () => {
  await sync()
  const before = await loadTickets(store())
  const rowsBefore = await rowVersions()
  fail('GRO-1', 'assignee', 'parent', 'project')
  await sync('nightly')
  expect(await lacking()).toMatchObject([{ part: 'fields', tickets: 1 }])
  expect(await loadTickets(store())).toEqual(before)
  expect(await rowVersions()).toEqual(rowsBefore)
})
