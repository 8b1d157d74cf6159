import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import { type Connection, getConnection } from '../../../adapters/store/connections/connections.ts'
import { savePage } from '../../../adapters/store/sync/save-page.ts'
import { failRun, openRun } from '../../../adapters/store/sync/sync-runs.ts'
import { loadEvents, loadTickets, loadUsers } from '../../../adapters/store/tickets/tickets.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeLinear, startFakeLinear } from '../../../fakes/linear/server/server.ts'
import {
  archiveIssue,
  commentOn,
  moveToTeam,
  purgeIssue,
  trashIssue,
} from '../../../fakes/linear/state/edits.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { aRunStart, pageOf, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'
import { aCompanyTicket, asOfAt, smallCompany } from '../../fakes/linear/small-company.ts'
import { connectTo, removeConnections, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const hourMs = 3_600_000
let linear: FakeLinear
let connection: Connection
let nowAt = asOfAt

beforeAll(async () => {
  const mobile = { teamId: 'mobile' } as const
  linear = await startFakeLinear({
    company: smallCompany([
      aCompanyTicket('GRO-1', { projectId: 'signup', labels: ['bug'] }),
      aCompanyTicket('GRO-2'),
      aCompanyTicket('GRO-3'),
      aCompanyTicket('GRO-4'),
      aCompanyTicket('MOB-1', mobile),
      aCompanyTicket('MOB-2', mobile),
    ]),
    now: () => nowAt,
    apiKey: 'lin_api_example',
  })
})

beforeEach(async () => {
  await removeConnections(store())
  connection = await connectTo(store(), 'linear', [])
})

afterAll(() => linear.close())

async function sync(depth: SyncDepth = 'nightly', fetchBy: Fetch = fetch): Promise<number> {
  nowAt += hourMs
  const current = (await getConnection(store(), connection.connectionId)) ?? connection
  const open = () =>
    createLinearTracker({
      connectionId: current.connectionId,
      apiUrl: linear.url,
      auth: { kind: 'api_key', apiKey: 'lin_api_example' },
      now: () => nowAt,
      sleep: async () => undefined,
      fetch: fetchBy,
    })
  return syncOnce(store(), current, open, { depth, now: () => nowAt })
}

async function stored(key: string) {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)
}

async function comments(key: string) {
  const ticketId = (await stored(key))?.ticketId
  return (await loadEvents(store())).filter((each) => each.kind === 'comment' && each.ticketId === ticketId)
}

async function lacking() {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  return findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
}

function issue(identifier: string) {
  const found = linear.state.issues.find((each) => each.identifier === identifier)
  if (found === undefined) throw new RangeError(`there is no ${identifier}`)
  return found
}

test('a priority or an estimate that changed without a new time is followed the next night', async () => {
  await sync('full')
  Object.assign(issue('GRO-2'), { priority: 1, estimate: 13 })
  await sync('recent')
  expect(await stored('GRO-2')).not.toMatchObject({ estimatePoints: 13 })
  await sync()
  expect(await stored('GRO-2')).toMatchObject({ priorityName: 'Urgent', estimatePoints: 13 })
})

test('a parent in a team that was out of sight when its ticket was read is followed the night after it is back', async () => {
  const [parent, below] = [issue('GRO-3').id, issue('MOB-2')]
  await sync('full')
  below.parentId = parent
  await sync('recent')
  expect(await stored('MOB-2')).toMatchObject({ parentId: null })
  await sync()
  expect(await stored('MOB-2')).toMatchObject({ parentId: parent, parentKey: 'GRO-3' })
  below.parentId = null
})

test('a ticket that was deleted after a first read of it failed in the middle is gone with the next full one', async () => {
  const { connectionId } = connection
  const run = await openRun(store(), aRunStart(connectionId))
  const teamId = linear.state.teams.find(({ key }) => key === 'GRO')?.id ?? ''
  const page = pageOf(connectionId, { tickets: [aTicket('GRO-9', { teamId })] })
  const { runId } = run
  await savePage(store(), { runId, connectionId, page, part: 0, checkpoint: 'more', requests: 1, nowAt })
  await failRun(store(), { runId, failure: 'it failed for good', nowAt })
  await sync('full')
  expect(await stored('GRO-9')).toMatchObject({ removal: 'deleted' })
})

describe('a comment that is deleted, which moves no time', () => {
  const dayMs = 24 * hourMs
  test('is gone with the night, however long it stood there of a quarter', async () => {
    const actorId = linear.state.users[0]?.id ?? ''
    for (const key of ['GRO-1', 'GRO-2'])
      commentOn({ issue: issue(key), at: nowAt, actorId }, 'Said and regretted')
    commentOn({ issue: issue('GRO-1'), at: nowAt, actorId }, 'Said')
    await sync('full')
    nowAt += 100 * dayMs
    await sync()
    expect(await comments('GRO-1')).toHaveLength(2)
    for (const key of ['GRO-1', 'GRO-2']) issue(key).comments.shift()
    await sync('recent')
    expect(await comments('GRO-1')).toHaveLength(2)
    await sync()
    expect(await comments('GRO-1')).toHaveLength(1)
    expect(await comments('GRO-2')).toEqual([])
  })

  test('is left to a full sync where it is older', async () => {
    const actorId = linear.state.users[0]?.id ?? ''
    commentOn({ issue: issue('GRO-2'), at: nowAt, actorId }, 'Said and regretted')
    await sync('full')
    nowAt += 121 * dayMs
    await sync()
    issue('GRO-2').comments.shift()
    await sync()
    expect(await comments('GRO-2')).toHaveLength(1)
    await sync('full')
    expect(await comments('GRO-2')).toEqual([])
  })
})

test('comments that the list of many tickets leaves out for a moment are not lost', async () => {
  commentOn({ issue: issue('GRO-3'), at: nowAt, actorId: linear.state.users[0]?.id ?? '' })
  await sync('full')
  Object.assign(issue('GRO-3'), { updatedAt: nowAt })
  const isOfMany = (body: unknown) => /\bcomments\(first: \$group/.test(String(body))
  await sync('recent', async (url, init) => {
    const response = await fetch(url, init)
    if (!isOfMany(init.body)) return response
    const { data } = z.object({ data: z.record(z.string(), z.unknown()) }).parse(await response.json())
    const emptied = Object.entries(data).map(([alias, list]) => [
      alias,
      alias.startsWith('group') ? { nodes: [] } : list,
    ])
    return Response.json({ data: Object.fromEntries(emptied) }, response)
  })
  expect(await comments('GRO-3')).toHaveLength(1)
  expect(await lacking()).toEqual([])
})

describe('a ticket that is gone', () => {
  test('from the trash too is marked as deleted the next night, and keeps when it was trashed', async () => {
    await sync('full')
    trashIssue(issue('GRO-4'), nowAt)
    await sync()
    expect(await stored('GRO-4')).toMatchObject({ removal: 'trashed', removedAt: null })
    purgeIssue(linear.state, issue('GRO-4'))
    await sync()
    expect(await stored('GRO-4')).toMatchObject({ removal: 'trashed' })
    purgeIssue(linear.state, issue('GRO-3'))
    await sync('recent')
    expect(await stored('GRO-3')).toMatchObject({ removal: null })
    await sync()
    expect(await stored('GRO-3')).toMatchObject({ removal: 'deleted', removedAt: nowAt })
  })

  test('because it moved to a team that isn’t read has moved', async () => {
    connection = await connectTo(store(), 'linear', ['GRO'])
    await sync('full')
    const mobile = linear.state.teams.find(({ key }) => key === 'MOB')
    moveToTeam({ issue: issue('GRO-2'), at: nowAt, actorId: null }, mobile?.id ?? '', 'MOB-9')
    await sync()
    expect(await stored('GRO-2')).toMatchObject({ removal: 'moved', removedAt: nowAt })
    connection = await connectTo(store(), 'linear', ['GRO', 'MOB'])
    await sync('recent')
    expect(await stored('MOB-9')).toMatchObject({ removal: null, removedAt: null })
  })
})

describe('what changes without a trace', () => {
  test('is followed the next night: archive, assignee, labels', async () => {
    await sync('full')
    const archivedAt = nowAt - 400 * 24 * hourMs
    archiveIssue(issue('MOB-1'), archivedAt)
    const [somebody] = linear.state.users
    issue('MOB-2').assigneeId = somebody?.id ?? null
    const [label] = linear.state.labels
    Object.assign(label ?? {}, { name: 'defect' })
    await sync('recent')
    expect(await stored('MOB-1')).toMatchObject({ archivedAt: null })
    await sync()
    expect(await stored('MOB-1')).toMatchObject({ archivedAt })
    expect(await stored('MOB-2')).toMatchObject({ assigneeId: somebody?.id })
    expect(await stored('GRO-1')).toMatchObject({ labels: ['defect'] })
  })

  test('of a status, a team or a person is followed by each sync, or the next night', async () => {
    await sync('full')
    const gro = linear.state.teams.find(({ key }) => key === 'GRO')
    const state = linear.state.workflowStates.find(({ id }) => id === issue('GRO-1').stateId)
    Object.assign(gro ?? {}, { name: 'Growth and more' })
    Object.assign(state ?? {}, { name: 'Renamed' })
    await sync('recent')
    expect(await stored('GRO-1')).toMatchObject({ teamName: 'Growth and more', statusName: 'Renamed' })
    const [somebody] = linear.state.users
    Object.assign(somebody ?? {}, { name: 'Ada New-Name' })
    await sync()
    const names = (await loadUsers(store())).map(({ displayName }) => displayName)
    expect(names).toContain('Ada New-Name')
  })
})

test('a parent that is purged is no parent any more from the next night on', async () => {
  const parent = { ...issue('GRO-1'), id: crypto.randomUUID(), identifier: 'GRO-99' }
  linear.state.issues.push(parent)
  issue('MOB-1').parentId = parent.id
  await sync('full')
  expect(await stored('MOB-1')).toMatchObject({ parentId: parent.id })
  purgeIssue(linear.state, parent)
  issue('MOB-1').parentId = null
  await sync()
  expect(await stored('MOB-1')).toMatchObject({ parentId: null, parentKey: null })
})

test('a parent that has another key now has it at the tickets below it too, the next night', async () => {
  issue('MOB-1').parentId = issue('GRO-1').id
  await sync('full')
  const parent = issue('GRO-1')
  parent.identifier = 'GROWTH-1'
  try {
    await sync()
    expect(await stored('MOB-1')).toMatchObject({ parentKey: 'GROWTH-1' })
  } finally {
    parent.identifier = 'GRO-1'
  }
})

test('so does one that is in the trash', async () => {
  issue('MOB-1').parentId = issue('GRO-1').id
  const parent = issue('GRO-1')
  trashIssue(parent, nowAt)
  try {
    await sync('full')
    parent.identifier = 'GROWTH-1'
    await sync()
    expect(await stored('MOB-1')).toMatchObject({ parentKey: 'GROWTH-1' })
  } finally {
    Object.assign(parent, { identifier: 'GRO-1', trashed: false, archivedAt: null })
    issue('MOB-1').parentId = null
  }
})

test('a project that was renamed without a new time is followed the next night', async () => {
  await sync('full')
  const [project] = linear.state.projects
  Object.assign(project ?? {}, { name: 'Renamed in silence' })
  await sync()
  expect(await stored('GRO-1')).toMatchObject({ projectName: 'Renamed in silence' })
})

test('a person who is new on a ticket is known at once, with the address', async () => {
  await sync('full')
  const [somebody] = linear.state.users
  const newcomer = { ...somebody, id: '00000000-0000-4000-8000-00000000aaaa', email: 'new@company.example' }
  linear.state.users.push(newcomer as (typeof linear.state.users)[number])
  Object.assign(issue('GRO-1'), { assigneeId: newcomer.id, updatedAt: nowAt })
  await sync('recent')
  const emails = (await loadUsers(store())).map(({ email }) => email)
  expect(emails).toContain('new@company.example')
})

test('a team whose record cannot be understood for a night keeps its tickets as they are, and is noted', async () => {
  await sync('full')
  const before = await loadTickets(store())
  await sync('nightly', async (url, init) => {
    const response = await fetch(url, init)
    if (!/query Preflight/.test(String(init.body))) return response
    const { status, headers } = response
    const text = (await response.text()).replace(/"issueCount":\d+/, '"issueCount":null')
    return new Response(text, { status, headers })
  })
  expect(await loadTickets(store())).toEqual(before)
  expect(await lacking()).toEqual([
    { part: 'list of teams', tickets: 0, cause: "1 of its records can't be understood" },
  ])
  await sync()
  expect(await loadTickets(store())).toEqual(before)
  expect(await lacking()).toEqual([])
})

test('a status whose record cannot be understood is noted', async () => {
  await sync('full', async (url, init) => {
    const response = await fetch(url, init)
    if (!/query Preflight/.test(String(init.body))) return response
    const { status, headers } = response
    return new Response((await response.text()).replace(/"type":"[^"]+"/, '"type":null'), { status, headers })
  })
  expect(await lacking()).toEqual([
    { part: 'list of statuses', tickets: 0, cause: "1 of its records can't be understood" },
  ])
})

test('a label whose record cannot be understood is noted, and on its tickets again once it can', async () => {
  await sync('full')
  const before = await loadTickets(store())
  await sync('full', async (url, init) => {
    const response = await fetch(url, init)
    if (!/query Labels/.test(String(init.body))) return response
    const { status, headers } = response
    return new Response((await response.text()).replace(/"name":"[^"]+"/, '"name":null'), { status, headers })
  })
  expect(await lacking()).toEqual([
    { part: 'list of labels', tickets: 0, cause: "1 of its records can't be understood" },
  ])
  await sync()
  expect(await loadTickets(store())).toEqual(before)
  expect(await lacking()).toEqual([])
})

test('a person whose record cannot be understood is noted, and the others are read', async () => {
  await sync('full', async (url, init) => {
    const response = await fetch(url, init)
    if (!/query Users/.test(String(init.body))) return response
    const { status, headers } = response
    return new Response((await response.text()).replace(/"active":\w+/, '"active":null'), { status, headers })
  })
  expect(await lacking()).toEqual([
    { part: 'list of people', tickets: 0, cause: "1 of its records can't be understood" },
  ])
  await sync('full')
  expect(await lacking()).toEqual([])
})
