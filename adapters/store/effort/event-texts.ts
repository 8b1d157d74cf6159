import { z } from 'zod'
import { text, wholeNumber } from '../../../domain/fields.ts'
import { type TicketEvent, type TicketRef, ticketEventKinds } from '../../../domain/ticket.ts'
import { eventOf } from '../sync/events.ts'
import { type EventRow, eventTable } from '../sync/tables.ts'
import { numberOrNull, partsOf, textOf, wordOrNullReader, wordReader } from './texts.ts'

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

/** Selects the columns of `eventsRow` of grouped rows. */
export function eventsColumns(alias: string): string {
  const isEvent = `filter (where ${alias}.kind is not null)`
  return `count(${alias}.kind)::integer as "eventCount",
    string_agg(${textOf(eventTable, fields, alias)}, E'\\x1f') ${isEvent} as "eventTexts"`
}

/**
 * Reads tickets' events; null where they must be read column by column.
 * @throws StoredDataError for a kind that another version stored
 */
export function eventReader(): (ref: TicketRef, row: z.infer<typeof eventsRow>) => TicketEvent[] | null {
  const accountOf = wordOrNullReader()
  const wordOf = wordOrNullReader()
  const kindOf = wordReader(z.enum(ticketEventKinds))
  return ({ connectionId, ticketId }, { eventCount, eventTexts }) => {
    const parts = eventTexts === null ? [] : partsOf(eventTexts, eventCount * fields.length)
    if (parts === null) return null
    const events: TicketEvent[] = []
    for (let first = 0; first < parts.length; first += fields.length) {
      const kind = kindOf(parts[first] ?? '')
      const event = eventOf({
        connectionId,
        ticketId,
        kind,
        eventId: parts[first + 1] ?? '',
        happenedAt: Number(parts[first + 2]),
        actorId: accountOf(parts[first + 3]),
        fromValue: wordOf(parts[first + 4]),
        toValue: wordOf(parts[first + 5]),
        loggedSeconds: numberOrNull(parts[first + 6]),
        recordedAt: numberOrNull(parts[first + 7]),
      })
      if (event === null) throw new Error(`an event of the kind ${kind} is stored without its values`)
      events.push(event)
    }
    return events
  }
}
