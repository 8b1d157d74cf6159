import { expect, test } from 'vitest'
import { loadTicketEvents } from '../../../../adapters/store/tickets/tickets.ts'
import type { TicketEvent } from '../../../../domain/ticket.ts'
import { assigneeEvent, aTicket, commentEvent, refOf, statusEvent } from '../../../builders/ticket.ts'
import { aConnection, pageOf, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

const first = statusEvent('K-1', '2026-04-01T08:00:00Z', 'todo', 'doing')
const second = statusEvent('K-1', '2026-04-02T08:00:00Z', 'doing', 'review')
const assigned = assigneeEvent('K-1', '2026-04-02T08:00:00Z', null, 'ada')
const comments = ['comment/1', 'comment/2'].map((eventId) => ({
  ...commentEvent('K-1', '2026-04-03T08:00:00Z', 'ada'),
  eventId,
}))

/** The ids of what is stored once these came, and then those, of which the history and the comments are not whole. */
async function storedAfter(stored: readonly TicketEvent[], came: readonly TicketEvent[]): Promise<string[]> {
  const { connectionId } = await aConnection(store())
  const tickets = [aTicket('K-1')]
  await storeRecords(store(), connectionId, { tickets, events: [...stored] })
  const { ticketId } = refOf('K-1')
  const incomplete = (['history', 'comments'] as const).map((part) => ({ ticketId, part, cause: 'refused' }))
  const page = { ...pageOf(connectionId, { tickets, events: [...came] }), incomplete }
  await storeRecords(store(), connectionId, {}, { page })
  const events = await loadTicketEvents(store(), { ...refOf('K-1'), connectionId })
  return events.map(({ eventId }) => eventId).toSorted()
}

test('of a history that came in part, what is stored stays, and a change that came is stored once, in whichever place of its entry', async () => {
  const stored = [
    { ...first, eventId: '8/0' },
    { ...second, eventId: '9/0' },
    { ...assigned, eventId: '9/1' },
  ]
  const came = [
    { ...second, eventId: '9/2' },
    { ...assigned, eventId: '9/4' },
  ]
  expect(await storedAfter(stored, came)).toEqual(['8/0', '9/2', '9/4'])
  expect(await storedAfter([...stored.slice(0, 1), ...came], stored.slice(1))).toEqual(['8/0', '9/0', '9/1'])
})

test('other changes of one entry stay, and so do equal changes of other entries', async () => {
  const stored = [
    { ...first, eventId: '9/0' },
    { ...second, eventId: '90/0' },
    { ...second, eventId: '9' },
  ]
  expect(await storedAfter(stored, [{ ...second, eventId: '9/1' }])).toEqual(['9', '9/0', '9/1', '90/0'])
})

test('comments and accounts that are nobody are no such changes', async () => {
  expect(await storedAfter(comments, comments.slice(1))).toEqual(['comment/1', 'comment/2'])
  const nobody = { ...assigned, toId: null }
  const stored = [{ ...nobody, eventId: '9/0' }]
  expect(await storedAfter(stored, [{ ...nobody, eventId: '9/1' }])).toEqual(['9/1'])
})
