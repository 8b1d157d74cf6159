import { expect, it } from 'vitest'
import { streamHistories } from '../../../../adapters/store/effort/histories.ts'
import { StoredDataError } from '../../../../adapters/store/sql/stored-data.ts'
import { loadEvents, loadTickets } from '../../../../adapters/store/tickets/tickets.ts'
import { measuredTicketSchema } from '../../../../domain/effort/effort.ts'
import type { Ticket } from '../../../../domain/ticket.ts'
import { assigneeEvent, aTicket, commentEvent, statusEvent, worklogEvent } from '../../../builders/ticket.ts'
import { aConnection, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

const everythingSet: Partial<Ticket> = {
  resolutionId: '1',
  resolutionName: 'Fixed “at once”',
  projectId: '10',
  projectKey: 'CORE',
  projectName: 'Core',
  teamId: 'team',
  teamKey: 'TEAM',
  teamName: 'Team',
  teamsAbove: ['t1', 'KEY', 'A "quoted", \\ name'],
  creatorId: 'bob',
  estimatePoints: 0.1,
  resolvedAt: Date.parse('2026-05-04T08:00:00.001Z'),
  archivedAt: Date.parse('2026-05-05T08:00:00.999Z'),
  removal: 'trashed',
}

it('Every ticket comes once, with all its events of every kind', async () => {
  for (const name of ['one', 'two']) {
    const { connectionId } = await aConnection(store(), name)
    await storeRecords(store(), connectionId, {
      tickets: [
        aTicket('CORE-1', { assigneeId: 'ada', estimatePoints: 2.5 }),
        aTicket('CORE-2', { ...everythingSet, parentId: 'id-CORE-1' }),
      ],
      events: [
        statusEvent('CORE-1', '2026-05-04T08:00:00.123', 'todo', 'doing'),
        assigneeEvent('CORE-1', '2026-05-04T09:00', null, 'ada'),
        commentEvent('CORE-1', '2026-05-04T10:00', 'ada'),
        worklogEvent('CORE-1', '2026-05-04T11:00', 'ada', 1),
      ],
    })
  }
  const streamed = []
  for await (const batch of streamHistories(store())) streamed.push(...batch)
  const tickets = (await loadTickets(store())).map((ticket) => measuredTicketSchema.parse(ticket))
  const events = await loadEvents(store())
  expect(streamed.map(({ ticket }) => ticket)).toHaveLength(4)
  expect(streamed.map(({ ticket }) => measuredTicketSchema.parse(ticket))).toEqual(
    expect.arrayContaining(tickets),
  )
  expect(streamed.flatMap((each) => each.events)).toHaveLength(8)
  expect(streamed.flatMap((each) => each.events)).toEqual(expect.arrayContaining(events))
})

it('A value with a control character in it stays in its own field', async () => {
  const { connectionId } = await aConnection(store(), 'odd')
  const odd = statusEvent('ODD-1', '2026-05-04T08:00', 'to\u001fdo', 'do\u001fing', 'a\u001fda')
  await storeRecords(store(), connectionId, {
    tickets: [
      aTicket('ODD-1', { statusName: 'do\u001fing' }),
      aTicket('ODD-2', { teamsAbove: ['a\u001f', 'b'] }),
    ],
    events: [odd, commentEvent('ODD-1', '2026-05-04T10:00', 'ada')],
  })
  const histories = []
  for await (const batch of streamHistories(store()))
    for (const history of batch) if (history.ticket.connectionId === connectionId) histories.push(history)
  expect(histories.map(({ ticket }) => [ticket.ticketId, ticket.statusName, ticket.teamsAbove])).toEqual(
    expect.arrayContaining([
      ['id-ODD-1', 'do\u001fing', []],
      ['id-ODD-2', aTicket('ODD-2').statusName, ['a\u001f', 'b']],
    ]),
  )
  const streamed = histories.flatMap(({ events }) => events)
  expect(streamed.map(({ kind }) => kind)).toEqual(['status', 'comment'])
  expect(streamed[0]).toMatchObject({
    fromStatusId: 'to\u001fdo',
    toStatusId: 'do\u001fing',
    actorId: 'a\u001fda',
  })
})

it('Numbers come as they are stored, of whatever form', async () => {
  const { connectionId } = await aConnection(store(), 'numbers')
  const logs = [0, 7200, 2_147_483_647].map((loggedSeconds, hour) => ({
    ...worklogEvent('NUM-1', `1969-12-31T0${hour}:00`, 'ada', 0),
    loggedSeconds,
    recordedAt: [null, -1, 253_000_000_000_123][hour] ?? null,
  }))
  const far = { ...commentEvent('NUM-1', '2026-05-04T10:00', 'ada'), happenedAt: 253_000_000_000_123 }
  await storeRecords(store(), connectionId, { tickets: [aTicket('NUM-1')], events: [...logs, far] })
  const events = []
  for await (const batch of streamHistories(store()))
    for (const history of batch)
      if (history.ticket.connectionId === connectionId) events.push(...history.events)
  expect(events).toEqual(expect.arrayContaining([...logs, far].map((event) => ({ ...event, connectionId }))))
})

it('A word that another version stored is refused', async () => {
  const { connectionId } = await aConnection(store(), 'newer')
  await storeRecords(store(), connectionId, { tickets: [aTicket('NEW-1')] })
  // The newer version allowed the word.
  await store().pool.query('alter table tickets drop constraint tickets_status_category_check')
  await store().pool.query(`update tickets set status_category = 'tomorrow' where connection_id = $1`, [
    connectionId,
  ])
  const readAll = async () => {
    for await (const batch of streamHistories(store())) expect([...batch].length).toBeGreaterThan(0)
  }
  await expect(readAll()).rejects.toThrow(StoredDataError)
})
