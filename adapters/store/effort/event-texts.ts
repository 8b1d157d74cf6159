import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import { type TicketEvent, type TicketRef, ticketEventKinds } from '../../../domain/ticket.ts'
import { eventOf } from '../tickets/events.ts'
import { type EventRow, eventTable } from '../tickets/tables.ts'
import { hexOf, InstantReader, instantsOf } from './instant-texts.ts'
import { PartReader, textOf, wordsOf } from './texts.ts'

/** In the order in which `eventReader` takes them. */
const fields = [
  'kind',
  'eventId',
  'actorId',
  'fromValue',
  'toValue',
  'loggedSeconds',
  'recordedAt',
] as const satisfies readonly (keyof EventRow)[]
const instants = ['happenedAt'] as const satisfies readonly (keyof EventRow)[]

/** A ticket's events one after the other; null for a ticket without events. */
export const eventsRow = z.object({ eventTexts: text.nullable(), eventInstants: text.nullable() })

/** The columns of `eventsRow` with the ticket's key, a row for each ticket that has events. */
export const eventsByTicket = `select connection_id, ticket_id,
    string_agg(${textOf(eventTable, fields, 'e')}, '') as event_texts,
    ${hexOf(`string_agg(${instantsOf(eventTable, instants, 'e')}, '')`)} as event_instants
  from ${eventTable.name} e group by connection_id, ticket_id`

/** Reads tickets' events; null where they must be read column by column, and what another version stored is refused then. */
export function eventReader(): (ref: TicketRef, row: z.infer<typeof eventsRow>) => TicketEvent[] | null {
  const kinds = wordsOf(z.enum(ticketEventKinds))
  const parts = new PartReader()
  const times = new InstantReader()
  const single = new InstantReader()
  return ({ connectionId, ticketId }, { eventTexts, eventInstants }) => {
    const events: TicketEvent[] = []
    if (eventTexts === null || eventInstants === null) return events
    parts.begin(eventTexts)
    times.begin(eventInstants)
    while (!times.isAtEnd) {
      const kind = kinds.get(parts.word())
      const eventId = parts.text()
      const happenedAt = times.next()
      if (kind === undefined || happenedAt === null) return null
      const event = eventOf({
        connectionId,
        ticketId,
        kind,
        eventId,
        happenedAt,
        actorId: parts.wordOrNull(),
        fromValue: parts.wordOrNull(),
        toValue: parts.wordOrNull(),
        loggedSeconds: parts.numberOrNull(),
        recordedAt: single.only(parts.text()),
      })
      if (event === null) return null
      events.push(event)
    }
    return parts.isAtEnd ? events : null
  }
}
