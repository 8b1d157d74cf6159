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
  for await (const each of streamHistories(store())) streamed.push(each)
  const tickets = (await loadTickets(store())).map((ticket) => measuredTicketSchema.parse(ticket))
  const events = await loadEvents(store())
  expect(streamed.map(({ ticket }) => ticket)).toHaveLength(4)
  expect(streamed.map(({ ticket }) => ticket)).toEqual(expect.arrayContaining(tickets))
  expect(streamed.flatMap((each) => each.events)).toHaveLength(8)
  expect(streamed.flatMap((each) => each.events)).toEqual(expect.arrayContaining(events))
})
