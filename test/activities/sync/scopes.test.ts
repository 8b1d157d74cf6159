import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createJiraTracker } from '../../../adapters/jira/tracker.ts'
import { type Connection, getConnection } from '../../../adapters/store/connections/connections.ts'
import { latestRuns } from '../../../adapters/store/sync/sync-runs.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, removeConnections, syncOnce } from './sync-desk.ts'

// ALP and BET are two projects of one site.

const store = storeForThisFile()
const [minuteMs, hourMs] = [60_000, 3_600_000]
const by = 'ada.example@lumenworks.example'
const projectList = z.object({ values: z.array(z.looseObject({ key: z.string() })) })
let jira: FakeJira
let connection: Connection
let nowAt = smallCompanyAsOfAt

beforeAll(async () => {
  jira = await startFakeJira({ company: smallCompany(), now: () => nowAt })
})

beforeEach(async () => {
  await removeConnections(store())
  jira.faults.set({})
  nowAt += 30 * 24 * hourMs
  connection = await connectTo(store(), 'jira', [])
})

afterAll(() => jira.close())

async function sync(depth: SyncDepth = 'recent', fetch: Fetch = globalThis.fetch): Promise<number> {
  const { email, apiToken } = jira.credentials
  const current = (await getConnection(store(), connection.connectionId)) ?? connection
  const open = () =>
    createJiraTracker({
      connectionId: current.connectionId,
      baseUrl: jira.url,
      auth: { kind: 'api_token', email, apiToken },
      now: () => nowAt,
      sleep: async () => undefined,
      fetch,
    })
  return syncOnce(store(), current, open, { depth, now: () => nowAt })
}

async function titleOf(key: string): Promise<string | undefined> {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)?.title
}

async function lastRead(): Promise<Record<string, 'whole' | 'changes'>> {
  const [run] = await latestRuns(store(), connection.connectionId, 1)
  const scopes = run?.scopes.map(({ key, changedSinceAt }) => [
    key,
    changedSinceAt === null ? 'whole' : 'changes',
  ])
  return Object.fromEntries(scopes ?? [])
}

describe('a project that changes between the start of a run and its reading', () => {
  /** Does something right before the first search. */
  function beforeSearch(change: () => void): Fetch {
    let isDone = false
    return (url, init) => {
      if (!isDone && String(url).includes('/search/jql')) {
        isDone = true
        change()
      }
      return fetch(url, init)
    }
  }

  test('its key: is read by the new one', async () => {
    const rename = (from: string, to: string) => jira.state.renameProject(from, { key: to, name: to })
    await sync(
      'full',
      beforeSearch(() => rename('BET', 'NEU')),
    )
    expect(await titleOf('NEU-1')).toBeDefined()
    expect(await titleOf('ALP-1')).toBeDefined()
    expect((await connectionHealth(store(), nowAt))[0]?.findings).toEqual([])
    rename('NEU', 'BET')
  })

  test('its being there: stops none of the others, and is told until it is read whole', async () => {
    await sync()
    nowAt += hourMs
    for (const key of ['ALP-1', 'BET-1']) jira.state.editTicket(key, { summary: 'Changed' })
    await sync(
      'recent',
      beforeSearch(() => jira.state.hide('BET')),
    )
    expect(await titleOf('ALP-1')).toBe('Changed')
    expect(await titleOf('BET-1')).not.toBe('Changed')
    expect((await connectionHealth(store(), nowAt))[0]?.findings).toMatchObject([
      { kind: 'incomplete', parts: [{ cause: 'BET went out of sight while it was read' }] },
    ])
    jira.state.show('BET')
    nowAt += hourMs
    await sync()
    expect(await titleOf('BET-1')).toBe('Changed')
    expect((await connectionHealth(store(), nowAt))[0]?.findings).toEqual([])
  })

  test('its being there, in a nightly run: its tickets lost their access, and were not deleted', async () => {
    await sync()
    nowAt += hourMs
    await sync(
      'nightly',
      beforeSearch(() => jira.state.hide('BET')),
    )
    const removalOf = async (key: string) =>
      (await loadTickets(store())).find((ticket) => ticket.key === key)?.removal
    expect(await removalOf('BET-1')).toBe('access_lost')
    expect(await removalOf('ALP-1')).toBeNull()
    jira.state.show('BET')
    nowAt += hourMs
    await sync('nightly')
    expect(await removalOf('BET-1')).toBeNull()
  })
})

describe('a project that was out of sight', () => {
  test('is read whole when it is back, and the others as usual', async () => {
    await sync()
    jira.state.hide('BET')
    nowAt += hourMs
    jira.state.editTicket('BET-1', { summary: 'Changed unseen' })
    await sync()
    expect(await lastRead()).toEqual({ ALP: 'changes' })
    nowAt += 24 * hourMs
    await sync()
    jira.state.show('BET')
    await sync()
    expect(await lastRead()).toEqual({ ALP: 'changes', BET: 'whole' })
    expect(await titleOf('BET-1')).toBe('Changed unseen')
    nowAt += minuteMs
    await sync()
    expect(await lastRead()).toEqual({ ALP: 'changes', BET: 'changes' })
  })

  test('in the first sync alone is read whole by the second', async () => {
    jira.state.hide('BET')
    await sync()
    jira.state.show('BET')
    await sync()
    expect(await lastRead()).toEqual({ ALP: 'changes', BET: 'whole' })
    expect(await titleOf('BET-1')).toBeDefined()
  })

  test('because the list lacks it for a night, while its tickets are shown, keeps its tickets as they are', async () => {
    await sync('full')
    nowAt += hourMs
    const before = await loadTickets(store())
    await sync('nightly', async (url, init) => {
      const response = await fetch(url, init)
      if (!url.pathname.endsWith('/project/search')) return response
      const { values } = projectList.parse(await response.json())
      return Response.json({ values: values.filter(({ key }) => key !== 'BET'), total: values.length - 1 })
    })
    expect(await lastRead()).toEqual({ ALP: 'changes' })
    expect(await loadTickets(store())).toEqual(before)
    nowAt += hourMs
    await sync('nightly')
    expect(await lastRead()).toEqual({ ALP: 'changes', BET: 'whole' })
    expect(await loadTickets(store())).toEqual(before)
  })
})

describe('fewer tickets than Jira counts', () => {
  /** As an index does that is rebuilt: a project's tickets are out of the list of ids for a moment. */
  const withoutBeta: Fetch = async (url, init) => {
    const isList = url.pathname.endsWith('/search/jql') && String(init.body).includes('order by created')
    const hidden = jira.state.issues().filter(({ key }) => key.startsWith('BET'))
    if (isList) for (const { key } of hidden) jira.state.hide(key)
    const response = await globalThis.fetch(url, init)
    if (isList) for (const { issueId } of hidden) jira.state.show(jira.state.named(issueId)?.key ?? '')
    return response
  }
  const noted = async () =>
    (await connectionHealth(store(), nowAt)).flatMap(({ findings }) =>
      findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : [])),
    )

  test('are told by the same run, and read by the next one', async () => {
    await sync('recent', withoutBeta)
    expect(await titleOf('ALP-2')).toBeDefined()
    expect(await titleOf('BET-1')).toBeUndefined()
    expect(await noted()).toEqual([
      { part: 'list of tickets', tickets: 0, cause: 'the tracker counts 5 tickets, and 3 came' },
    ])
    nowAt += minuteMs
    await sync()
    expect(await titleOf('BET-1')).toBeDefined()
    expect(await noted()).toEqual([])
    const idle = await sync()
    expect(await sync()).toBe(idle)
  })

  test('are none where the others were deleted meanwhile', async () => {
    const { key } = jira.state.addTicket({ projectKey: 'BET', summary: 'Short-lived', creatorEmail: by })
    await sync('recent', async (url, init) => {
      if (String(init.body).includes('order by created') && jira.state.find(key) !== null)
        jira.state.deleteTicket(key)
      return globalThis.fetch(url, init)
    })
    expect(await noted()).toEqual([])
  })
})

describe('projects that are chosen', () => {
  test('later are read whole, whatever the cursors of the others say', async () => {
    connection = await connectTo(store(), 'jira', ['ALP'])
    await sync()
    expect(await titleOf('BET-1')).toBeUndefined()
    await connectTo(store(), 'jira', ['ALP', 'BET'])
    await sync()
    expect(await lastRead()).toEqual({ ALP: 'changes', BET: 'whole' })
    expect(await titleOf('BET-1')).toBeDefined()
  })

  test('stay chosen under a key that they get before the first sync', async () => {
    const bet = { scopeId: jira.state.project('BET')?.projectId ?? '', key: 'BET', name: 'Beta' }
    connection = await connectTo(store(), 'jira', ['BET'], 'jira', [bet])
    jira.state.renameProject('BET', { key: 'NEU', name: 'Neu' })
    try {
      await sync('nightly')
      expect(await lastRead()).toEqual({ NEU: 'whole' })
    } finally {
      jira.state.renameProject('NEU', { key: 'BET', name: 'Beta' })
    }
  })

  test('stay chosen under another key', async () => {
    connection = await connectTo(store(), 'jira', ['BET'])
    await sync()
    jira.state.renameProject('BET', { key: 'NEU', name: 'Neu' })
    await sync()
    expect(await lastRead()).toEqual({ NEU: 'changes' })
    expect((await getConnection(store(), connection.connectionId))?.scopeKeys).toEqual(['NEU'])
    jira.state.renameProject('NEU', { key: 'BET', name: 'Beta' })
    await sync()
    expect(await lastRead()).toEqual({ BET: 'changes' })
  })
})

test('a search that is half a day behind for a ticket loses nothing but until the night', async () => {
  await sync('full')
  jira.faults.set({ ticketLagMs: { 'ALP-2': 12 * hourMs } })
  nowAt += hourMs
  jira.state.editTicket('ALP-2', { summary: 'Seen late' })
  // Each of these moves the cursors past the change before the search shows it.
  for (let run = 0; run < 20; run += 1) {
    nowAt += hourMs
    jira.state.editTicket('ALP-1', { summary: `Seen at once, ${run}` })
    await sync('recent')
  }
  expect(await titleOf('ALP-2')).not.toBe('Seen late')
  await sync('nightly')
  expect(await titleOf('ALP-2')).toBe('Seen late')
  jira.state.transitionTicket('ALP-2', 'todo', by)
})

test('a search that is half a day behind for all of them loses nothing', async () => {
  await sync('full')
  jira.faults.set({ indexLagMs: 12 * hourMs })
  nowAt += hourMs
  jira.state.editTicket('ALP-2', { summary: 'Seen by day' })
  for (let run = 0; run < 13; run += 1) {
    nowAt += hourMs
    await sync('recent')
  }
  expect(await titleOf('ALP-2')).toBe('Seen by day')
})
