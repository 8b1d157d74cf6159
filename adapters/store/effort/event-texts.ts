import { z } from 'zod'
import { text, wholeNumber } from '../../../domain/fields.ts'
import { type TicketEvent, type TicketRef, ticketEventKinds } from '../../../domain/ticket.ts'
import { eventOf } from '../sync/events.ts'
import { type EventRow, eventTable } from '../sync/tables.ts'
import { PartReader, textOf, wordsOf } from './texts.ts'

/** In the order in which `eventReader` takes them. */
const fields = [
  'kind',
  'eventId',
  'happenedAt',
  'actorId',
  'fromValue',
  'toValue',
  'loggedSeconds',
  'recordedAt',
] as const satisfies readonly (keyof EventRow)[]

/** A ticket's events one after the other; null for a ticket without events. */
export const eventsRow = z.object({ eventCount: wholeNumber, eventTexts: text.nullable() })

/** The columns of `eventsRow` with the ticket's key, a row for each ticket that has events. */
export const eventsByTicket = `select connection_id, ticket_id, count(*)::integer as event_count,
    string_agg(${textOf(eventTable, fields, 'e')}, E'\\x1f') as event_texts
  from ${eventTable.name} e group by connection_id, ticket_id`

/** Reads tickets' events; null where they must be read column by column, and what another version stored is refused then. */
export function eventReader(): (ref: TicketRef, row: z.infer<typeof eventsRow>) => TicketEvent[] | null {
  const kinds = wordsOf(z.enum(ticketEventKinds))
  const parts = new PartReader()
  return ({ connectionId, ticketId }, { eventCount, eventTexts }) => {
    const events: TicketEvent[] = []
    if (eventTexts === null) return events
    parts.begin(eventTexts)
    for (let index = 0; index < eventCount; index += 1) {
      const kind = kinds.get(parts.word())
      if (kind === undefined) return null
      const event = eventOf({
        connectionId,
        ticketId,
        kind,
        eventId: parts.text(),
        happenedAt: parts.number(),
        actorId: parts.wordOrNull(),
        fromValue: parts.wordOrNull(),
        toValue: parts.wordOrNull(),
        loggedSeconds: parts.numberOrNull(),
        recordedAt: parts.numberOrNull(),
      })
      if (event === null) return null
      events.push(event)
    }
    return parts.isAtEnd ? events : null
  }
}
