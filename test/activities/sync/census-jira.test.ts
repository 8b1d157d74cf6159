import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Connection, getConnection } from '../../../adapters/store/connections/connections.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

// ALP and BET are two projects of one site.

const store = storeForThisFile()
const hourMs = 3_600_000
const by = 'ada.example@lumenworks.example'
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

async function sync(
  depth: SyncDepth = 'nightly',
  acceptsMissing = false,
  fetchBy: Fetch = fetch,
): Promise<number> {
  nowAt += hourMs
  const current = (await getConnection(store(), connection.connectionId)) ?? connection
  const open = () => openJira(jira, current, () => nowAt, { fetch: fetchBy })
  return syncOnce(store(), current, open, { depth, acceptsMissing, now: () => nowAt })
}

async function stored(key: string) {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)
}

function newTicket(summary: string, projectKey = 'BET'): string {
  return jira.state.addTicket({ projectKey, summary, creatorEmail: by }).key
}

test('a parent that is shown again, without a new time of the ticket below it, is followed the next night', async () => {
  const key = newTicket('Below')
  await sync('full')
  jira.state.editSilently(key, { parentId: jira.state.find('ALP-1')?.issueId ?? null })
  await sync()
  expect(await stored(key)).toMatchObject({ parentKey: 'ALP-1' })
  jira.state.deleteTicket(key)
})

describe('a ticket that is gone', () => {
  test('is marked as deleted when the night comes, and keeps what is known of it', async () => {
    const key = newTicket('Gone tomorrow')
    await sync('full')
    const before = await stored(key)
    jira.state.deleteTicket(key)
    await sync('recent')
    expect(await stored(key)).toMatchObject({ removal: null })
    await sync()
    expect(await stored(key)).toEqual({ ...before, removal: 'deleted', removedAt: nowAt })
    expect((await getConnection(store(), connection.connectionId))?.lastCensusAt).toBe(nowAt)
    nowAt += hourMs
    const marked = await stored(key)
    await sync('full')
    expect(await stored(key)).toEqual(marked)
  })

  test('because its project is out of sight has lost its access, and is there again with its project', async () => {
    await sync('full')
    jira.state.hide('BET')
    await sync()
    expect(await stored('BET-1')).toMatchObject({ removal: 'access_lost', removedAt: nowAt })
    expect(await stored('ALP-1')).toMatchObject({ removal: null })
    jira.state.editTicket('BET-1', { summary: 'Changed meanwhile' })
    jira.state.show('BET')
    await sync('recent')
    expect(await stored('BET-1')).toMatchObject({
      removal: null,
      removedAt: null,
      title: 'Changed meanwhile',
    })
  })

  test('because it moved to a project that isn’t read has moved', async () => {
    connection = await connectTo(store(), 'jira', ['BET'])
    const key = newTicket('Off to Alpha')
    await sync('full')
    const moved = jira.state.moveTicket(key, 'ALP', by)
    await sync()
    expect(await stored(key)).toMatchObject({ removal: 'moved', removedAt: nowAt })
    const back = jira.state.moveTicket(moved, 'BET', by)
    await sync()
    expect(await stored(back)).toMatchObject({ removal: null, removedAt: null })
    jira.state.deleteTicket(back)
  })

  test('from every search, but not by its id, is archived until it is restored', async () => {
    const key = newTicket('To the archive')
    await sync('full')
    const archivedAt = nowAt + 1000
    jira.state.editSilently(key, { archivedAt })
    await sync()
    expect(await stored(key)).toMatchObject({ removal: null, archivedAt })
    const before = jira.requests.get('POST issue/bulkfetch') ?? 0
    await sync()
    // One for what may have changed of the listed ones, and one for whether what is archived is still there.
    expect(jira.requests.get('POST issue/bulkfetch')).toBe(before + 2)
    jira.state.editSilently(key, { archivedAt: null })
    await sync()
    expect(await stored(key)).toMatchObject({ removal: null, archivedAt: null })
    jira.state.deleteTicket(key)
  })

  test('from the archive too is deleted, which the night tells for 30 days, and a full sync after that', async () => {
    const dayMs = 24 * hourMs
    const [lately, longAgo] = [newTicket('Archived lately'), newTicket('Archived long ago')]
    await sync('full')
    const nextNightAt = nowAt + 2 * hourMs
    jira.state.editSilently(lately, { archivedAt: nextNightAt - 30 * dayMs })
    jira.state.editSilently(longAgo, { archivedAt: nextNightAt - 30 * dayMs - 1 })
    await sync()
    jira.state.deleteTicket(lately)
    jira.state.deleteTicket(longAgo)
    await sync()
    expect(await stored(lately)).toMatchObject({ removal: 'deleted', removedAt: nextNightAt })
    expect(await stored(longAgo)).toMatchObject({ removal: null })
    await sync('full')
    expect(await stored(longAgo)).toMatchObject({ removal: 'deleted' })
  })

  test.each(['with its project', 'alone'] as const)(
    'and was hidden %s is there again, although it was archived meanwhile',
    async (hidden) => {
      const key = newTicket('Hidden and archived')
      await sync('full')
      jira.state.hide(hidden === 'alone' ? key : 'BET')
      await sync()
      expect((await stored(key))?.removal).toBe(hidden === 'alone' ? 'deleted' : 'access_lost')
      const archivedAt = nowAt + 1000
      jira.state.editSilently(key, { archivedAt })
      jira.state.show(hidden === 'alone' ? key : 'BET')
      await sync()
      expect(await stored(key)).toMatchObject({ removal: null, removedAt: null, archivedAt })
      jira.state.deleteTicket(key)
    },
  )

  test('with its project was deleted while nobody saw it', async () => {
    const key = newTicket('Hidden and deleted')
    await sync('full')
    jira.state.hide('BET')
    await sync()
    const { removedAt } = (await stored(key)) ?? {}
    jira.state.show('BET')
    jira.state.deleteTicket(key)
    await sync()
    expect(await stored(key)).toMatchObject({ removal: 'deleted', removedAt })
  })

  test('to the archive, and can’t be read that night, is read the next one: it may have changed before', async () => {
    const key = newTicket('To the archive')
    await sync('full')
    const archivedAt = nowAt + 1000
    jira.state.editTicket(key, { summary: 'Changed before' })
    jira.state.editSilently(key, { archivedAt })
    // The census asks for all, then for what is missing, and reads that third.
    const fetched = { kind: 'forbidden', endpoint: 'POST issue/bulkfetch', fromRequest: 3 } as const
    jira.faults.set({ rules: [fetched, { kind: 'forbidden', endpoint: 'GET issue/{}' }] })
    await sync()
    expect(await stored(key)).toMatchObject({ title: 'To the archive' })
    jira.faults.set({})
    await sync()
    expect(await stored(key)).toMatchObject({ title: 'Changed before', archivedAt, removal: null })
    jira.state.deleteTicket(key)
  })

  test('only from a late search is asked for, and stays', async () => {
    await sync('full')
    const key = newTicket('Late in the index')
    await sync('recent')
    jira.faults.set({ indexLagMs: 48 * hourMs })
    await sync()
    expect(await stored(key)).toMatchObject({ removal: null, archivedAt: null })
    jira.faults.set({})
    jira.state.deleteTicket(key)
  })
})

describe('what changes without a trace', () => {
  test('is followed the next night: assignee, status, labels', async () => {
    await sync('full')
    const { statusId } = jira.state.find('ALP-1') ?? { statusId: '' }
    const assigneeId = jira.state.find('ALP-2')?.creatorId ?? null
    jira.state.editSilently('ALP-2', { assigneeId, statusId, labels: ['quiet'] })
    await sync('recent')
    expect(await stored('ALP-2')).not.toMatchObject({ labels: ['quiet'] })
    await sync()
    expect(await stored('ALP-2')).toMatchObject({ assigneeId, statusId, labels: ['quiet'] })
  })

  test('is followed the next night in the names of statuses, also where a page told of them that was read meanwhile', async () => {
    const { statusId } = jira.state.find('ALP-1') ?? { statusId: '' }
    jira.state.editSilently('ALP-2', { statusId })
    await sync('full')
    jira.state.editTicket('ALP-1', { summary: 'Changed, and so read' })
    await sync('recent', false, (url, init) => {
      const name = 'Renamed'
      const rename = <S extends { readonly statusId: string }>(status: S): S =>
        status.statusId === statusId ? { ...status, name } : status
      if (/search\/jql$/.test(url.pathname))
        jira.state.editSite({ statuses: jira.state.site.statuses.map(rename) })
      return fetch(url, init)
    })
    expect(await stored('ALP-1')).toMatchObject({ statusName: 'Renamed' })
    await sync()
    expect(await stored('ALP-2')).toMatchObject({ statusId, statusName: 'Renamed' })
  })

  // An option that is renamed changes the tickets that have it, and none of their times.
  test('is followed the next night in custom fields too, which rules can match', async () => {
    await sync('full')
    jira.state.editSilently('ALP-3', { severity: 'Renamed' })
    await sync('recent')
    const valuesOf = async () => (await stored('ALP-3'))?.customFields.flatMap(({ values }) => values)
    expect(await valuesOf()).not.toContain('Renamed')
    await sync()
    expect(await valuesOf()).toContain('Renamed')
  })

  test.each([
    ['priority', { priorityId: '5' }, { priorityName: 'Lowest' }],
    ['resolution', { resolution: "Won't Do" }, { resolutionName: "Won't Do" }],
    ['estimate', { estimatePoints: 77 }, { estimatePoints: 77 }],
  ] as const)('is followed the next night in its %s too', async (_name, edit, expected) => {
    await sync('full')
    jira.state.editSilently('ALP-3', edit)
    await sync('recent')
    expect(await stored('ALP-3')).not.toMatchObject(expected)
    await sync()
    expect(await stored('ALP-3')).toMatchObject(expected)
  })

  test('costs a handful of requests where nothing did', async () => {
    await sync('full')
    const nightly = await sync('nightly')
    // Two for the list of accounts, one of ids, and one for each hundred tickets.
    expect(nightly - (await sync('recent'))).toBe(4)
  })
})

describe('many tickets that are gone at once', () => {
  let keys: string[] = []

  beforeEach(async () => {
    keys = Array.from({ length: 30 }, (_, number) => newTicket(`One of many ${number}`))
    await sync('full')
  })

  test('stop the sync, and none is marked until a person says so', async () => {
    for (const key of keys.slice(0, 24)) jira.state.deleteTicket(key)
    await sync()
    expect(await stored(keys[0] ?? '')).toMatchObject({ removal: 'deleted' })
    keys = [...keys.slice(24), ...Array.from({ length: 25 }, () => newTicket('One of many more'))]
    await sync()
    const cursorAt = (await getConnection(store(), connection.connectionId))?.cursorAt
    for (const key of keys) jira.state.deleteTicket(key)
    await expect(sync()).rejects.toThrow(
      /^jira no longer shows 31 of \d+ tickets, and nothing was marked as gone\. .* "plumbline sync jira --accept-missing"$/,
    )
    expect(await stored(keys[0] ?? '')).toMatchObject({ removal: null })
    expect((await getConnection(store(), connection.connectionId))?.cursorAt).toBe(cursorAt)
    await sync('nightly', true)
    expect(await stored(keys[0] ?? '')).toMatchObject({ removal: 'deleted' })
  })
})
