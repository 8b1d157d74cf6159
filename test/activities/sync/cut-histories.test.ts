import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import {
  type Connection,
  createConnection,
  getConnection,
} from '../../../adapters/store/connections/connections.ts'
import { storedCut } from '../../../adapters/store/connections/histories-cut.ts'
import { loadEvents, loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const hourMs = 3_600_000
const by = 'ada.example@lumenworks.example'
let jira: FakeJira
let connection: Connection
let nowAt = smallCompanyAsOfAt

beforeAll(async () => {
  jira = await startFakeJira({ company: smallCompany(), now: () => nowAt, dataCenter: { version: '8.20' } })
})

beforeEach(async () => {
  await removeConnections(store())
  nowAt += 30 * 24 * hourMs
  connection = await connectTo(store(), 'jira', [])
})

afterAll(() => jira.close())

const changelogShape = z.object({ histories: z.array(z.unknown()), total: z.number() }).loose()
const issueShape = z.object({ changelog: changelogShape }).loose()
const searchShape = z.object({ issues: z.array(issueShape) }).loose()

/** As a proxy or a Data Center does that returns the oldest twenty entries and counts no more. */
const cutting: Fetch = async (url, init) => {
  const response = await fetch(url, init)
  const text = await response.text()
  const { status, headers } = response
  if (!text.includes('"histories"')) return new Response(text, { status, headers })
  const body: unknown = JSON.parse(text)
  const search = searchShape.safeParse(body)
  const cut = search.success
    ? { ...search.data, issues: search.data.issues.map(cutIssue) }
    : cutIssue(issueShape.parse(body))
  return new Response(JSON.stringify(cut), { status, headers })
}

function cutIssue(issue: z.infer<typeof issueShape>): z.infer<typeof issueShape> {
  const histories = issue.changelog.histories.slice(0, 20)
  return { ...issue, changelog: { ...issue.changelog, histories, total: histories.length } }
}

async function sync(fetchBy: Fetch, depth: SyncDepth = 'recent'): Promise<void> {
  nowAt += hourMs
  const stored = await getConnection(store(), connection.connectionId)
  if (stored === null) throw new TypeError('the connection is gone')
  const historiesCut = storedCut(store(), stored)
  const open = () => openJira(jira, stored, () => nowAt, { fetch: fetchBy, historiesCut })
  await syncOnce(store(), stored, open, { depth, now: () => nowAt })
}

/** A new ticket that goes to and fro so many times. */
function movedTicket(moves: number): string {
  const { key } = jira.state.addTicket({ projectKey: 'ALP', summary: 'To and fro', creatorEmail: by })
  for (let move = 0; move < moves; move += 1) moveOn(key, move)
  return key
}

function moveOn(key: string, move: number): void {
  nowAt += 60_000
  jira.state.transitionTicket(key, move % 2 === 0 ? 'in_progress' : 'todo', by)
}

async function movesOf(key: string): Promise<number> {
  const ticket = (await loadTickets(store())).find((each) => each.key === key)
  const events = await loadEvents(store())
  return events.filter(({ ticketId, kind }) => ticketId === ticket?.ticketId && kind === 'status').length
}

async function cutTickets(): Promise<number> {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  const parts = findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
  return parts.reduce((sum, { tickets }) => sum + tickets, 0)
}

const cutAt = async () => (await getConnection(store(), connection.connectionId))?.historiesCutAt

test('where a site cuts histories off is kept: a single changed ticket of later runs is noted too, until the site does so no more', async () => {
  const [first = '', second = ''] = [25, 25, 25].map(movedTicket)
  await sync(cutting)
  expect(await cutTickets()).toBe(3)
  expect(await cutAt()).toBe(20)
  // Read with nothing that would show it again.
  moveOn(first, 25)
  await sync(cutting)
  expect(await cutTickets()).toBe(3)
  const late = movedTicket(18)
  await sync(cutting)
  expect(await cutTickets()).toBe(3)
  for (let move = 18; move < 25; move += 1) moveOn(late, move)
  await sync(cutting)
  expect(await cutTickets()).toBe(4)
  // Those that are left are too few to show anything.
  jira.state.deleteTicket(second)
  await sync(cutting, 'nightly')
  expect(await cutTickets()).toBe(3)
  await sync(fetch)
  expect(await cutTickets()).toBe(0)
  expect(await cutAt()).toBeNull()
  expect(await movesOf(first)).toBe(26)
  expect(await movesOf(late)).toBe(25)
})

test('what is stored of a history stays when its site begins to cut it off', async () => {
  const keys = [25, 25, 25].map(movedTicket)
  await sync(fetch)
  for (const key of keys) moveOn(key, 25)
  await sync(cutting)
  expect(await cutTickets()).toBe(3)
  expect(await Promise.all(keys.map(movesOf))).toEqual([25, 25, 25])
})

test('a connection that reads another site knows nothing of where the one before cut histories off', async () => {
  await storedCut(store(), connection).keep(100)
  const again = { ...connection, siteId: null, nowAt }
  expect((await createConnection(store(), again)).historiesCutAt).toBe(100)
  const elsewhere = { ...again, baseUrl: 'https://other.example' }
  expect((await createConnection(store(), elsewhere)).historiesCutAt).toBeNull()
})
