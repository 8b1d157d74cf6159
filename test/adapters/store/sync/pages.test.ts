import { expect, test } from 'vitest'
import { saveDirectory, saveTeamsAbove } from '../../../../adapters/store/accounts/directory.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { savePage } from '../../../../adapters/store/sync/save-page.ts'
import { loadRun, openRun } from '../../../../adapters/store/sync/sync-runs.ts'
import {
  loadContainers,
  loadEvents,
  loadFormerKeys,
  loadStatuses,
  loadTicket,
  loadTicketEvents,
  loadTickets,
  loadUsers,
} from '../../../../adapters/store/tickets/tickets.ts'
import type { Ticket, TicketEvent } from '../../../../domain/ticket.ts'
import { findTicket } from '../../../../queries/explain/find-tickets.ts'
import {
  assigneeEvent,
  aTicket,
  at,
  commentEvent,
  refOf,
  statusEvent,
  statuses,
  worklogEvent,
} from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, pageOf, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

const fullTicket = aTicket('FULL-1', {
  hierarchyLevel: -1,
  priorityName: 'High',
  labels: ['b', 'a, "quoted"', '{}'],
  components: ['Core'],
  projectId: '10',
  projectKey: 'FULL',
  projectName: 'Full',
  teamId: 'team-1',
  teamKey: 'T',
  teamName: 'Team',
  teamsAbove: ['team-0', 'A', 'Above'],
  parentId: '1',
  customFields: [{ fieldId: 'cf1', fieldName: 'Area', values: ['Up', 'Down'] }],
  assigneeId: 'ada',
  creatorId: 'ben',
  estimatePoints: 0.5,
  createdAt: at('1969-12-31T23:59:59.999Z'),
  updatedAt: at('9999-12-31T23:59:59.998Z'),
  resolvedAt: at('2026-03-29T01:30:00.001Z'),
  archivedAt: at('2026-10-25T00:30:00Z'),
  removal: 'trashed',
})

function keyEvent(key: string, when: string, fromKey: string, toKey: string): TicketEvent {
  return { ...commentEvent(key, when, 'ada'), kind: 'key', fromKey, toKey }
}

async function ticketsOf(of: Store, connectionId: string): Promise<Ticket[]> {
  return (await loadTickets(of)).filter((ticket) => ticket.connectionId === connectionId)
}

/** Where each stored row lies; it changes with every write, even one that changes nothing. */
async function placesOf(of: Store, connectionId: string): Promise<readonly unknown[]> {
  const tables = ['tickets', 'ticket_events', 'ticket_keys', 'statuses', 'tracker_users', 'containers']
  const { rows } = await of.pool.query(
    tables
      .map((name) => `select '${name}', ctid::text, xmin::text from ${name} where connection_id = $1`)
      .join(' union all '),
    [connectionId],
  )
  return rows
}

test('a sub-team that moved takes its tickets along, and no others', async () => {
  const { connectionId } = await aConnection(store())
  const tickets = [
    aTicket('MOVED-1', { teamId: 't2', teamsAbove: ['t1', 'OLD', 'Old'] }),
    aTicket('MOVED-2', { teamId: 't3', teamsAbove: ['t1', 'OLD', 'Old'] }),
    aTicket('MOVED-3'),
  ]
  await storeRecords(store(), connectionId, pageOf(connectionId, { tickets }))
  const scope = { scopeId: 't2', key: 'SUB', name: 'Sub' }
  await saveTeamsAbove(store(), connectionId, [scope, { ...scope, above: ['t0', 'NEW', 'New'] }])
  expect((await ticketsOf(store(), connectionId)).map(({ teamsAbove }) => teamsAbove)).toEqual([
    ['t0', 'NEW', 'New'],
    ['t1', 'OLD', 'Old'],
    [],
  ])
})

test('every field of tickets, events, statuses, users and containers comes back as it went in', async () => {
  const { connectionId } = await aConnection(store())
  const page = pageOf(connectionId, {
    tickets: [aTicket('FULL-2'), fullTicket],
    events: [
      statusEvent('FULL-1', '2026-04-01T08:00:00.123Z', null, 'doing', 'ada'),
      assigneeEvent('FULL-1', '2026-04-01T09:00:00Z', 'ada', null),
      commentEvent('FULL-1', '2026-04-01T10:00:00Z', 'ben'),
      worklogEvent('FULL-1', '2026-04-01T11:00:00Z', 'ben', 1.5),
      keyEvent('FULL-1', '2026-04-01T12:00:00Z', 'OLD-1', 'FULL-1'),
    ],
    statuses,
    users: [
      {
        connectionId,
        accountId: 'ada',
        displayName: 'Ada Example',
        email: null,
        active: true,
        isApp: false,
        timeZone: null,
      },
      {
        connectionId,
        accountId: 'ben',
        displayName: 'Ben',
        email: 'Ben@company.example',
        active: false,
        isApp: false,
        timeZone: null,
      },
    ],
    containers: [
      {
        connectionId,
        containerId: 'p1',
        kind: 'project',
        title: 'Partner API',
        url: 'https://tracker.example/p1',
        labels: ['roadmap'],
        parentIds: ['i1', 'i2'],
        completedAt: at('2026-03-29T01:30:00.001Z'),
        canceledAt: null,
      },
    ],
  })
  expect(await storeRecords(store(), connectionId, page)).toEqual({
    tickets: 2,
    events: 5,
    quarantined: 0,
    removedCharacters: 0,
    hasNewAccounts: true,
  })
  expect(await ticketsOf(store(), connectionId)).toEqual([page.tickets[1], page.tickets[0]])
  expect(await loadTicketEvents(store(), { connectionId, ticketId: 'id-FULL-1' })).toEqual(page.events)
  expect(await loadUsers(store())).toEqual(page.users)
  expect(await loadContainers(store())).toEqual(page.containers)
  expect(new Set(await loadStatuses(store()))).toEqual(new Set(page.statuses))
})

test('events are read by the time of their happening, from the start and up to the end that is not in it', async () => {
  const { connectionId } = await aConnection(store())
  const times = ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z', '2020-01-03T00:00:00Z'] as const
  const events = times.map((time) => commentEvent('T-1', time, 'ada'))
  await storeRecords(store(), connectionId, { tickets: [aTicket('T-1')], events })
  const between = await loadEvents(store(), { fromAt: at(times[0]), toAt: at(times[2]) })
  expect(between.map((event) => event.happenedAt)).toEqual([at(times[0]), at(times[1])])
  const until = await loadEvents(store(), { toAt: at(times[1]) })
  expect(until.map((event) => event.happenedAt)).toEqual([at(times[0])])
  expect((await loadEvents(store())).length).toBeGreaterThan(2)
})

test('a replayed page writes nothing and counts nothing', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, {
    tickets: [fullTicket, aTicket('R-2')],
    events: [
      commentEvent('R-2', '2026-04-01T10:00:00Z', 'ben'),
      keyEvent('FULL-1', '2026-04-01T12:00:00Z', 'OLD-1', 'FULL-1'),
    ],
    statuses,
    users: [
      {
        connectionId,
        accountId: 'ada',
        displayName: 'Ada Example',
        email: null,
        active: true,
        isApp: false,
        timeZone: null,
      },
    ],
    quarantined: [
      { connectionId, recordId: '9', recordKind: 'ticket', cause: 'no status', payload: '{"id":9}' },
    ],
  })
  for (const checkpoint of ['page-2', null]) {
    const save = { runId: run.runId, connectionId, page, part: 0, checkpoint, requests: 3, nowAt }
    const first = await savePage(store(), save)
    const before = [await placesOf(store(), connectionId), await loadRun(store(), run.runId)]
    expect(await savePage(store(), save)).toEqual(first)
    expect([await placesOf(store(), connectionId), await loadRun(store(), run.runId)]).toEqual(before)
  }
  expect(await loadRun(store(), run.runId)).toMatchObject({ pages: 2, tickets: 4, requests: 6 })
})

test('a ticket that arrives again has the events of its new page and no others', async () => {
  const { connectionId } = await aConnection(store())
  const moved = statusEvent('N-1', '2026-04-01T08:00:00Z', 'todo', 'doing')
  const stays = commentEvent('N-1', '2026-04-01T09:00:00Z', 'ada')
  const elsewhere = commentEvent('N-2', '2026-04-01T09:00:00Z', 'ada')
  const assigned = assigneeEvent('N-1', '2026-04-02T09:00:00Z', null, 'ada')
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('N-1'), aTicket('N-2')],
    events: [moved, stays, assigned, elsewhere],
  })
  const corrected = { ...moved, toStatusId: 'review' }
  await storeRecords(
    store(),
    connectionId,
    { tickets: [aTicket('N-1')], events: [corrected, stays] },
    { checkpoint: 'next' },
  )
  const eventsOf = (key: string) => loadTicketEvents(store(), { ...refOf(key), connectionId })
  expect(await eventsOf('N-1')).toEqual(pageOf(connectionId, { events: [corrected, stays] }).events)
  expect(await eventsOf('N-2')).toHaveLength(1)
})

test('a comment and a worklog of the same number are two events', async () => {
  const { connectionId } = await aConnection(store())
  const comment = { ...commentEvent('S-1', '2026-04-01T09:00:00Z', 'ada'), eventId: '10001' }
  const worklog = { ...worklogEvent('S-1', '2026-04-01T09:00:00Z', 'ada', 1), eventId: '10001' }
  await storeRecords(store(), connectionId, { tickets: [aTicket('S-1')], events: [comment, worklog] })
  const stored = await loadTicketEvents(store(), { ...refOf('S-1'), connectionId })
  expect(stored.map((event) => event.kind)).toEqual(['comment', 'worklog'])
})

test('a ticket twice on one page is stored once, as it came last', async () => {
  const { connectionId } = await aConnection(store())
  const tickets = [aTicket('W-1', { title: 'First' }), aTicket('W-1', { title: 'Last' })]
  expect(await storeRecords(store(), connectionId, { tickets })).toMatchObject({ tickets: 1 })
  expect((await ticketsOf(store(), connectionId)).map((ticket) => ticket.title)).toEqual(['Last'])
})

test('NUL and lone surrogates are left out of every text, and counted on the run', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, {
    tickets: [
      aTicket('NUL-1', {
        title: 'a\0b\ud800c 😀',
        labels: ['x\0'],
        customFields: [{ fieldId: 'cf', fieldName: 'N\0', values: ['\udc00v'] }],
      }),
    ],
    users: [
      {
        connectionId,
        accountId: 'nul\0',
        displayName: 'Nu\0ll',
        email: null,
        active: true,
        isApp: false,
        timeZone: null,
      },
    ],
  })
  const saved = await savePage(store(), {
    runId: run.runId,
    connectionId,
    page,
    part: 0,
    checkpoint: null,
    requests: 1,
    nowAt,
  })
  expect(saved.removedCharacters).toBe(7)
  expect(await ticketsOf(store(), connectionId)).toMatchObject([
    {
      title: 'abc 😀',
      labels: ['x'],
      customFields: [{ fieldId: 'cf', fieldName: 'N', values: ['v'] }],
    },
  ])
  expect(await loadRun(store(), run.runId)).toMatchObject({ removedCharacters: 7 })
})

test('a ticket is found by the key it has, by keys it had, and in small letters', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('NEW-7')],
    events: [keyEvent('NEW-7', '2026-04-01T12:00:00Z', 'MID-3', 'NEW-7')],
  })
  const renamed = { ...aTicket('NEW-7'), key: 'LAST-1' }
  const taken = aTicket('MID-3')
  await storeRecords(store(), connectionId, { tickets: [renamed, taken] }, { checkpoint: 'next' })
  const keysFor = async (key: string) => (await loadTicket(store(), key)).map((ticket) => ticket.key)
  expect(await keysFor('NEW-7')).toEqual(['LAST-1'])
  expect(await keysFor('last-1')).toEqual(['LAST-1'])
  expect(await keysFor('MID-3')).toEqual(['MID-3', 'LAST-1'])
  expect(await keysFor('NONE-1')).toEqual([])
  const former = await loadFormerKeys(store())
  expect(former.get('NEW-7')).toMatchObject([{ connectionId, ticketId: 'id-NEW-7' }])
  expect(former.has('MID-3')).toBe(false)
})

test('all tickets are found that once had a key which none has now', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('BACK-1'), aTicket('BACK-2')],
    events: [
      keyEvent('BACK-1', '2026-04-01T12:00:00Z', 'FORTH-9', 'BACK-1'),
      keyEvent('BACK-2', '2026-05-01T12:00:00Z', 'FORTH-9', 'BACK-2'),
    ],
  })
  const former = (await loadFormerKeys(store())).get('FORTH-9')
  expect(former?.map(({ ticketId }) => ticketId)).toEqual(['id-BACK-1', 'id-BACK-2'])
  const second = { connectionId, ticketId: 'id-BACK-2' }
  expect([...(await loadFormerKeys(store(), [second, second]))]).toEqual([
    ['FORTH-9', [{ key: 'FORTH-9', ...second }]],
  ])
  expect(await loadFormerKeys(store(), [])).toEqual(new Map())
  expect((await loadTicket(store(), 'FORTH-9')).map(({ key }) => key)).toEqual(['BACK-1', 'BACK-2'])
  expect(await findTicket(store(), 'forth-9')).toMatchObject({
    kind: 'ambiguous',
    tickets: [{ key: 'BACK-1' }, { key: 'BACK-2' }],
  })
})

test('a page that fails in the middle leaves nothing of itself', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, { tickets: [aTicket('HALF-1')] })
  const broken = { ...page, quarantined: [{ ...quarantinedOn('not-a-uuid') }] }
  const save = {
    runId: run.runId,
    connectionId,
    page: broken,
    part: 0,
    checkpoint: 'next',
    requests: 1,
    nowAt,
  }
  await expect(savePage(store(), save)).rejects.toThrow(/uuid/)
  expect(await ticketsOf(store(), connectionId)).toEqual([])
  expect(await loadRun(store(), run.runId)).toMatchObject({ checkpoint: null, pages: 0 })
})

function quarantinedOn(connectionId: string) {
  return { connectionId, recordId: '1', recordKind: 'ticket' as const, cause: 'odd', payload: '{}' }
}

test('directories are stored apart from pages, and changed names replace the old ones', async () => {
  const { connectionId } = await aConnection(store())
  const ada = {
    connectionId,
    accountId: 'ada',
    displayName: 'Ada',
    email: null,
    active: true,
    isApp: false,
    timeZone: null,
  }
  await saveDirectory(store(), pageOf(connectionId, { users: [ada], statuses }))
  await saveDirectory(store(), pageOf(connectionId, { users: [{ ...ada, displayName: 'Ada Example' }] }))
  const users = (await loadUsers(store())).filter((user) => user.connectionId === connectionId)
  expect(users.map((user) => user.displayName)).toEqual(['Ada Example'])
})

test('what a page does not know leaves what a directory told: an address, and what a status means', async () => {
  const { connectionId } = await aConnection(store())
  const ada = {
    connectionId,
    accountId: 'ada-known',
    displayName: 'Ada Example',
    email: 'ada@example.com',
    active: true,
    isApp: false,
    timeZone: null,
  }
  const old = { connectionId, statusId: 'old', name: 'Old', category: 'in_progress' as const }
  await saveDirectory(store(), pageOf(connectionId, { users: [ada], statuses: [old] }))
  const run = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, {
    users: [{ ...ada, email: null, active: false, isApp: false, timeZone: null }],
    statuses: [{ ...old, category: 'unknown' as const }],
  })
  await savePage(store(), {
    runId: run.runId,
    connectionId,
    page,
    part: 0,
    checkpoint: null,
    requests: 1,
    nowAt,
  })
  const users = (await loadUsers(store())).filter((user) => user.connectionId === connectionId)
  expect(users).toEqual([{ ...ada, active: false, isApp: false, timeZone: null }])
  const stored = (await loadStatuses(store())).filter((status) => status.connectionId === connectionId)
  expect(stored).toEqual([old])
})
