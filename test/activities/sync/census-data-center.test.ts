import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import { TrackerAuthError } from '../../../adapters/trackers/errors.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const hourMs = 3_600_000

let nowAt = smallCompanyAsOfAt
let jira: FakeJira
let connection: Connection

beforeEach(async () => {
  nowAt = smallCompanyAsOfAt
  await removeConnections(store())
  const company = smallCompany()
  jira = await startFakeJira({ company, now: () => nowAt, dataCenter: { version: '8.20' } })
})

afterEach(() => jira.close())

const open = () => openJira(jira, connection, () => nowAt)

function sync(depth: SyncDepth) {
  nowAt += hourMs
  return syncOnce(store(), connection, open, { depth, now: () => nowAt })
}

async function stored(key: string) {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)
}

function moveParent() {
  jira.state.moveTicket('ALP-1', 'BET', 'ada.example@lumenworks.example')
  return jira.state.find('ALP-1') ?? { key: '', issueId: '' }
}

test('a parent that was out of sight when the tickets below it were read is their parent from the night on', async () => {
  connection = await connectTo(store(), 'jira', [])
  const parentId = jira.state.find('ALP-1')?.issueId
  jira.state.hide('ALP-1')
  await sync('full')
  expect(await stored('ALP-2')).toMatchObject({ parentId: null, parentKey: 'ALP-1' })
  jira.state.show('ALP-1')
  await sync('nightly')
  expect(await stored('ALP-2')).toMatchObject({ parentId, parentKey: 'ALP-1' })
})

test('so is one that a sync of what changed reads, from that sync on', async () => {
  connection = await connectTo(store(), 'jira', [])
  jira.state.hide('ALP-1')
  await sync('full')
  jira.state.show('ALP-1')
  jira.state.editTicket('ALP-1', { summary: 'In sight again' })
  await sync('recent')
  const parentId = jira.state.find('ALP-1')?.issueId
  expect(await stored('ALP-2')).toMatchObject({ parentId, parentKey: 'ALP-1' })
})

test('nor need such a parent be in a project that is read', async () => {
  connection = await connectTo(store(), 'jira', ['ALP'])
  const { key: parentKey, issueId: parentId } = moveParent()
  jira.state.hide(parentKey)
  await sync('recent')
  expect(await stored('ALP-2')).toMatchObject({ parentId: null, parentKey })
  jira.state.show(parentKey)
  await sync('nightly')
  expect(await stored('ALP-2')).toMatchObject({ parentId, parentKey })
  expect(await stored(parentKey)).toMatchObject({ isContext: true })
})

test('a parent that stays hidden is asked for each night of a week, and then ever more rarely, but for full syncs', async () => {
  connection = await connectTo(store(), 'jira', ['ALP'])
  const { key } = moveParent()
  jira.state.hide(key)
  await sync('recent')
  const ofOneTicket = 'GET issue/{}'
  const askedInNight = async (depth: SyncDepth) => {
    nowAt += 23 * hourMs
    const before = jira.requests.get(ofOneTicket) ?? 0
    await sync(depth)
    return (jira.requests.get(ofOneTicket) ?? 0) - before
  }
  const nights: number[] = []
  for (let night = 0; night < 13; night += 1) nights.push(await askedInNight('nightly'))
  expect(nights).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0])
  expect(await askedInNight('full')).toBeGreaterThan(0)
  jira.state.show(key)
  for (let night = 0; night < 9; night += 1) await askedInNight('nightly')
  expect(await stored('ALP-2')).toMatchObject({ parentId: jira.state.find(key)?.issueId })
  const { rows } = await store().pool.query('select key from sought_parents')
  expect(rows).toEqual([])
})

test('a parent that the search does not find yet under its new key is read by that key', async () => {
  connection = await connectTo(store(), 'jira', ['ALP'])
  nowAt += 10 * hourMs
  const { key: parentKey, issueId: parentId } = moveParent()
  jira.faults.set({ indexLagMs: 5 * hourMs })
  await sync('recent')
  expect(await stored('ALP-2')).toMatchObject({ parentId, parentKey })
})

test('a parent that gets another key, in a project that is not read, is named by it once it is read anew', async () => {
  connection = await connectTo(store(), 'jira', ['BET'])
  jira.state.editTicket('BET-1', { parentId: jira.state.find('ALP-1')?.issueId ?? null })
  await sync('recent')
  expect(await stored('BET-1')).toMatchObject({ parentKey: 'ALP-1' })
  nowAt += 80 * hourMs
  await sync('nightly')
  jira.state.renameProject('ALP', { key: 'GAM', name: 'Gamma' })
  nowAt += 80 * hourMs
  await sync('nightly')
  expect(await stored('BET-1')).toMatchObject({ parentKey: 'GAM-1' })
})

test('a former key leads to the ticket', async () => {
  connection = await connectTo(store(), 'jira', [])
  const { key, issueId } = moveParent()
  const keys = ['ALP-1', key, 'ALP-999', 'no key']
  expect(await open().findTicketIds?.(keys)).toEqual(
    new Map([
      [key, issueId],
      ['ALP-1', issueId],
    ]),
  )
})

test.each(['anonymous', 'anonymous-without-header'] as const)(
  'a sign-in that expires while the tracker is compared (%s) marks nothing as gone',
  async (kind) => {
    connection = await connectTo(store(), 'jira', [])
    await sync('full')
    const before = await loadTickets(store())
    const sees = (endpoint: string) => ({ kind, endpoint })
    const rules = [sees('GET search'), sees('GET issue/{}'), { ...sees('GET myself'), fromRequest: 2 }]
    jira.faults.set({ rules })
    await expect(sync('nightly')).rejects.toThrow(TrackerAuthError)
    expect(await loadTickets(store())).toEqual(before)
    jira.faults.set({})
    jira.state.deleteTicket('BET-1')
    await sync('nightly')
    expect(await stored('BET-1')).toMatchObject({ removal: 'deleted' })
  },
)
