import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadEvents, loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import type { TicketEvent } from '../../../domain/ticket.ts'
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
  jira = await startFakeJira({ company: smallCompany(), now: () => nowAt })
  // More than a search embeds.
  for (let number = 0; number < 25; number += 1) jira.state.commentOn('ALP-2', by, `Remark ${number}`)
})

beforeEach(async () => {
  await removeConnections(store())
  jira.faults.set({})
  nowAt += 30 * 24 * hourMs
  connection = await connectTo(store(), 'jira', [])
})

afterAll(() => jira.close())

function sync(depth: SyncDepth = 'recent', fetchBy: Fetch = fetch): Promise<number> {
  nowAt += hourMs
  const open = () => openJira(jira, connection, () => nowAt, { fetch: fetchBy })
  return syncOnce(store(), connection, open, { depth, now: () => nowAt })
}

async function countOf(key: string, kind: TicketEvent['kind']): Promise<number> {
  const ticket = (await loadTickets(store())).find((each) => each.key === key)
  const events = await loadEvents(store())
  return events.filter((event) => event.ticketId === ticket?.ticketId && event.kind === kind).length
}

async function incompleteParts() {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  return findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
}

test.each([
  ['forbidden', 'Jira refuses it (HTTP 403)'],
  ['service-unavailable', 'Jira fails to return it'],
  ['unreadable-list', 'Jira fails to return it'],
] as const)(
  'comments that are refused (%s) are noted, shown, and read by the next run',
  async (kind, cause) => {
    jira.faults.set({ rules: [{ kind, endpoint: 'GET issue/{}/comment' }] })
    await sync()
    expect(await incompleteParts()).toEqual([{ part: 'comments', tickets: 1, cause }])
    const embedded = await countOf('ALP-2', 'comment')
    expect(embedded).toBeLessThan(25)
    await sync()
    expect(await incompleteParts()).toEqual([{ part: 'comments', tickets: 1, cause }])
    jira.faults.set({})
    await sync()
    expect(await incompleteParts()).toEqual([])
    expect(await countOf('ALP-2', 'comment')).toBeGreaterThanOrEqual(25)
    const idle = await sync()
    expect(await sync()).toBe(idle)
  },
)

test('so are comments whose list is empty for a moment, although some came with the ticket: none of them is lost', async () => {
  await sync()
  const before = await countOf('ALP-2', 'comment')
  jira.state.commentOn('ALP-2', by, 'One more')
  await sync('recent', async (url, init) =>
    /\/issue\/\d+\/comment$/.test(url.pathname)
      ? Response.json({ comments: [], startAt: 0, maxResults: 100, total: 0 })
      : fetch(url, init),
  )
  expect(await incompleteParts()).toEqual([
    { part: 'comments', tickets: 1, cause: 'it lacks some of what came with the ticket' },
  ])
  expect(await countOf('ALP-2', 'comment')).toBeGreaterThanOrEqual(before)
  await sync()
  expect(await incompleteParts()).toEqual([])
  expect(await countOf('ALP-2', 'comment')).toBe(before + 1)
})

/** Makes it so many tickets that were not read whole, of which the tracker knows the first alone. */
async function lackMore(tickets: number): Promise<void> {
  await store().pool.query(
    `insert into incomplete_parts (connection_id, ticket_id, part, cause, missed_at, tried_at)
     select $1, '9' || lpad(number::text, 6, '0'), 'comments', 'refused', $3, $3 from generate_series(2, $2::integer) number`,
    [connection.connectionId, tickets, new Date(nowAt)],
  )
}

/** The hours after which a sync of each hour asks for the comments that are refused. */
async function hoursOfAsks(hours: number): Promise<number[]> {
  const asked: number[] = []
  for (let hour = 1; hour <= hours; hour += 1) if ((await asksAfter(hourMs)) > 0) asked.push(hour)
  return asked
}

async function asksAfter(passedMs: number, depth: SyncDepth = 'recent'): Promise<number> {
  nowAt += passedMs - hourMs
  const before = jira.requests.get('GET issue/{}/comment') ?? 0
  await sync(depth)
  return (jira.requests.get('GET issue/{}/comment') ?? 0) - before
}

describe('what is refused for good', () => {
  beforeEach(async () => {
    await sync()
    jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET issue/{}/comment' }] })
    jira.state.commentOn('ALP-2', by, 'Refused')
    await sync()
  })

  test('is asked for by each run where it is of 100 tickets at most', async () => {
    await lackMore(100)
    expect(await hoursOfAsks(6)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('of more is asked for after half of its age again, each week at least, and by each full sync', async () => {
    await lackMore(101)
    expect(await hoursOfAsks(20)).toEqual([1, 2, 3, 5, 8, 12, 18])
    const weekMs = 7 * 24 * hourMs
    expect(await asksAfter(4 * weekMs)).toBe(1)
    expect(await asksAfter(weekMs - 1)).toBe(0)
    expect(await asksAfter(hourMs, 'full')).toBeGreaterThan(0)
    expect(await asksAfter(weekMs - 1)).toBe(0)
    expect(await asksAfter(1)).toBe(1)
    expect(await incompleteParts()).toMatchObject([{ part: 'comments', tickets: 101 }])
  })
})

test('a ticket that could not be read whole and is gone lacks nothing any more, from that night on', async () => {
  const number = jira.state.addTicket({ projectKey: 'BET', summary: 'Short-lived', creatorEmail: by })
  for (let remark = 0; remark < 25; remark += 1) jira.state.commentOn(number.key, by, `Remark ${remark}`)
  jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET issue/{}/comment' }] })
  await sync()
  expect(await incompleteParts()).toMatchObject([{ part: 'comments', tickets: 2 }])
  jira.state.deleteTicket(number.key)
  await sync('nightly')
  expect(await incompleteParts()).toMatchObject([{ part: 'comments', tickets: 1 }])
})

test('a ticket that could not be read whole and is archived, which no list has, is asked for until it is read whole', async () => {
  const { key } = jira.state.addTicket({ projectKey: 'BET', summary: 'Archived', creatorEmail: by })
  for (let remark = 0; remark < 25; remark += 1) jira.state.commentOn(key, by, `Remark ${remark}`)
  jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET issue/{}/comment' }] })
  await sync()
  jira.state.editSilently(key, { archivedAt: nowAt })
  await sync('nightly')
  expect(await incompleteParts()).toMatchObject([{ part: 'comments', tickets: 2 }])
  jira.faults.set({})
  await sync()
  expect(await incompleteParts()).toEqual([])
  expect(await countOf(key, 'comment')).toBe(25)
})

test('what is stored of a list stays while it is refused', async () => {
  await sync()
  const before = await countOf('ALP-2', 'comment')
  jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET issue/{}/comment' }] })
  jira.state.editTicket('ALP-2', { summary: 'Renamed meanwhile' })
  await sync()
  expect(await countOf('ALP-2', 'comment')).toBe(before)
})

test('a ticket whose log is no list is read alone, and the others are as they were', async () => {
  await sync()
  const [before, others] = [await countOf('ALP-2', 'status'), await countOf('BET-1', 'status')]
  expect(before).toBeGreaterThan(0)
  await removeConnections(store())
  connection = await connectTo(store(), 'jira', [])
  jira.faults.set({ poisonLogs: ['ALP-2'] })
  await sync()
  expect([await countOf('ALP-2', 'status'), await countOf('BET-1', 'status')]).toEqual([before, others])
  expect(await incompleteParts()).toEqual([])
})

test('a history that is refused is noted, and what is stored of it stays', async () => {
  await sync()
  const before = await countOf('ALP-2', 'status')
  const rules = [{ kind: 'forbidden' as const, endpoint: 'GET issue/{}/changelog' }]
  jira.faults.set({ poisonLogs: ['ALP-2'], rules })
  jira.state.editTicket('ALP-2', { summary: 'Renamed again' })
  await sync()
  expect(await incompleteParts()).toEqual([
    { part: 'history', tickets: 1, cause: 'Jira refuses it (HTTP 403)' },
  ])
  expect(await countOf('ALP-2', 'status')).toBe(before)
})

test('a history that comes without any of what is stored is asked for alone in the same run', async () => {
  const { key, issueId } = jira.state.addTicket({
    projectKey: 'BET',
    summary: 'Back and forth',
    creatorEmail: by,
  })
  const goBackAndForth = () => {
    for (const role of ['in_progress', 'todo'] as const) jira.state.transitionTicket(key, role, by)
  }
  goBackAndForth()
  await sync()
  expect(await countOf(key, 'status')).toBe(2)
  goBackAndForth()
  await sync('recent', async (url, init) => {
    const response = await fetch(url, init)
    if (!url.pathname.endsWith('/changelog/bulkfetch')) return response
    const { issueChangeLogs, ...rest } = z
      .looseObject({ issueChangeLogs: z.array(z.looseObject({ issueId: z.string() })) })
      .parse(await response.json())
    return Response.json({
      ...rest,
      issueChangeLogs: issueChangeLogs.filter((log) => log.issueId !== issueId),
    })
  })
  expect(await countOf(key, 'status')).toBe(4)
  expect(await incompleteParts()).toEqual([])
})

/** Changes tickets as a search returns them. */
function searchWith(change: (fields: Record<string, unknown>) => object): Fetch {
  const found = z.object({
    issues: z.array(z.looseObject({ fields: z.record(z.string(), z.unknown()).optional() })),
  })
  return async (url, init) => {
    const response = await fetch(url, init)
    if (!url.pathname.endsWith('/search/jql')) return response
    const { issues, ...rest } = z.looseObject(found.shape).parse(await response.json())
    return Response.json({
      ...rest,
      issues: issues.map(({ fields, ...issue }) => ({ ...issue, fields: fields && change(fields) })),
    })
  }
}

const logged = async () => [await countOf('ALP-2', 'comment'), await countOf('ALP-2', 'worklog')]

const leftOut = { comment: undefined, worklog: undefined }

test.each([
  ['empty', { comment: { comments: [], total: 0 }, worklog: { worklogs: [], total: 0 } }],
  ['left out', leftOut],
])('comments and worklogs that are %s in a search for a moment are not lost', async (_, lists) => {
  await sync()
  const before = await logged()
  expect(before[1]).toBeGreaterThan(0)
  jira.state.editTicket('ALP-2', { summary: 'Another title' })
  await sync(
    'recent',
    searchWith((fields) => ({ ...fields, ...lists })),
  )
  expect(await logged()).toEqual(before)
  expect(await incompleteParts()).toEqual([])
})

test('of several worklogs one that a search leaves out for a moment is not lost', async () => {
  for (const hours of [1, 2]) jira.state.logWork('ALP-3', by, hours * 3600)
  await sync()
  const before = await countOf('ALP-3', 'worklog')
  jira.state.editTicket('ALP-3', { summary: 'Another title too' })
  const withoutFirst = z.looseObject({ worklogs: z.array(z.unknown()) }).transform(({ worklogs }) => {
    return { worklogs: worklogs.slice(1), total: Math.max(0, worklogs.length - 1) }
  })
  await sync(
    'recent',
    searchWith(({ worklog, ...fields }) => ({ ...fields, worklog: withoutFirst.safeParse(worklog).data })),
  )
  expect(await countOf('ALP-3', 'worklog')).toBe(before)
  expect(await incompleteParts()).toEqual([])
})

test('where others of its project come with theirs, a ticket whose lists are left out has its own read', async () => {
  await sync('full')
  const before = await logged()
  await removeConnections(store())
  connection = await connectTo(store(), 'jira', [])
  await sync(
    'full',
    searchWith((fields) => (fields['summary'] === 'Another title' ? { ...fields, ...leftOut } : fields)),
  )
  expect(await logged()).toEqual(before)
})

test.each([1, 2])(
  'one of %i worklogs of a ticket that is deleted is gone with the next run',
  async (count) => {
    const { key } = jira.state.addTicket({ projectKey: 'BET', summary: 'Logged', creatorEmail: by })
    const worklogIds = Array.from({ length: count }, () => jira.state.logWork(key, by, 3600))
    await sync()
    expect(await countOf(key, 'worklog')).toBe(count)
    jira.state.deleteWorklog(key, worklogIds[0] ?? '')
    await sync()
    expect(await countOf(key, 'worklog')).toBe(count - 1)
    expect(await incompleteParts()).toEqual([])
    const idle = await sync()
    expect(await sync()).toBe(idle)
  },
)

test('a tracker that does not answer is noted at its connection, until it does', async () => {
  jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
  await expect(sync()).rejects.toThrow(/HTTP 503/)
  const since = nowAt
  await expect(sync()).rejects.toThrow(/HTTP 503/)
  const troubles = async () =>
    (await connectionHealth(store(), nowAt)).flatMap(({ findings }) =>
      findings.filter(({ kind }) => kind === 'in_trouble'),
    )
  expect(await troubles()).toMatchObject([{ sinceAt: since, failure: expect.stringContaining('HTTP 503') }])
  jira.faults.set({})
  await sync()
  expect(await troubles()).toEqual([])
})

test('accounts that cannot be understood are told until their list is read anew, which not every run does', async () => {
  const withOneMore: Fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (!/\/users(\/search)?$/.test(url.pathname)) return response
    const accounts = z.array(z.unknown()).parse(await response.json())
    return Response.json(accounts.length === 0 ? accounts : [...accounts, { displayName: 'Without an id' }])
  }
  const told = [{ part: 'list of people', tickets: 0, cause: "1 of its records can't be understood" }]
  await sync('recent', withOneMore)
  expect(await incompleteParts()).toEqual(told)
  await sync()
  expect(await incompleteParts()).toEqual(told)
  await sync('nightly')
  expect(await incompleteParts()).toEqual([])
})
