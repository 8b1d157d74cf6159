import { expect, it } from 'vitest'
import { streamHistories } from '../../../../adapters/store/effort/histories.ts'
import { loadEvents, loadTickets } from '../../../../adapters/store/sync/tickets.ts'
import { measuredTicketSchema } from '../../../../domain/effort/effort.ts'
import { assigneeEvent, aTicket, commentEvent, statusEvent, worklogEvent } from '../../../builders/ticket.ts'
import { aConnection, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

it('Every ticket comes once, with all its events of every kind', async () => {
  for (const name of ['one', 'two']) {
    const { connectionId } = await aConnection(store(), name)
    await storeRecords(store(), connectionId, {
      tickets: [aTicket('CORE-1', { assigneeId: 'ada', estimatePoints: 2.5 }), aTicket('CORE-2')],
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

it('A value with a control character in it stays in its own event', async () => {
  const { connectionId } = await aConnection(store(), 'odd')
  const odd = statusEvent('ODD-1', '2026-05-04T08:00', 'to\u001fdo', 'do\u001fing', 'a\u001fda')
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('ODD-1')],
    events: [odd, commentEvent('ODD-1', '2026-05-04T10:00', 'ada')],
  })
  const streamed = []
  for await (const batch of streamHistories(store()))
    for (const { ticket, events } of batch) if (ticket.connectionId === connectionId) streamed.push(...events)
  expect(streamed.map(({ kind }) => kind)).toEqual(['status', 'comment'])
  expect(streamed[0]).toMatchObject({
    fromStatusId: 'to\u001fdo',
    toStatusId: 'do\u001fing',
    actorId: 'a\u001fda',
  })
})
