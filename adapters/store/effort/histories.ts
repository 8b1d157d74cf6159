import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { text } from '../../../domain/fields.ts'
import { type TicketEvent, ticketEventKinds } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { streamBatches } from '../sql/rows.ts'
import { readStored } from '../sql/stored-data.ts'
import { columnName, selectList } from '../sql/table.ts'
import { eventOf } from '../sync/events.ts'
import { eventTable, ticketTable } from '../sync/tables.ts'
import { loadTicketEvents } from '../sync/tickets.ts'

/**
 * A ticket's events, a text for each column: a row for each event would take three times as long to read, and lists in JSON
 * half as long again. An empty part stands for null; null as a whole for a ticket without events.
 */
const eventColumns = z.object({
  kind: text.nullable(),
  eventId: text.nullable(),
  happenedAt: text.nullable(),
  actorId: text.nullable(),
  fromValue: text.nullable(),
  toValue: text.nullable(),
  loggedSeconds: text.nullable(),
  recordedAt: text.nullable(),
})

type EventColumns = z.infer<typeof eventColumns>

/** Between the parts; a value that has one in it makes its column longer than the others. */
const separator = '\u001f'

/** A ticket is some kilobytes. */
const ticketsPerFetch = 1000

const historyRow = measuredTicketSchema.extend(eventColumns.shape)

/** A ticket with everything that happened on it, in any order. */
export interface StoredHistory {
  readonly ticket: MeasuredTicket
  readonly events: readonly TicketEvent[]
}

/**
 * What effort is measured from, ticket by ticket, in batches that are read as they are gone through: never all events at once.
 * Every ticket, those that left the tracker included, without what is only context.
 */
export async function* streamHistories(store: Store): AsyncGenerator<Iterable<StoredHistory>> {
  const sql = `select ${selectList(measuredTicketSchema, 't')}, ${eventTexts()}
     from ${ticketTable.name} t left join ${eventTable.name} e
       on e.connection_id = t.connection_id and e.ticket_id = t.ticket_id
     where not t.is_context
     group by t.connection_id, t.ticket_id`
  const intern = interner()
  const odd: MeasuredTicket[] = []
  for await (const rows of streamBatches(store, sql, [], ticketsPerFetch)) {
    yield historiesOf(rows, odd, intern)
    for (const ticket of odd.splice(0)) yield [{ ticket, events: await loadTicketEvents(store, ticket) }]
  }
}

/** @param odd gets the tickets whose events must be read one by one */
function* historiesOf(
  rows: readonly unknown[],
  odd: MeasuredTicket[],
  intern: (word: string) => string,
): Generator<StoredHistory> {
  for (const stored of rows) {
    const row = readStored(historyRow, stored)
    // Kept for each ticket.
    row.connectionId = intern(row.connectionId)
    const events = eventsOf(row, row, intern)
    if (events === null) odd.push(row)
    else yield { ticket: row, events }
  }
}

function eventTexts(): string {
  return Object.keys(eventColumns.shape)
    .map((field) => {
      const column = `e.${columnName(field)}`
      const isInstant = eventTable.columns.get(field)?.type === 'timestamptz'
      const value = isInstant ? `(date_part('epoch', ${column}) * 1000)::bigint` : column
      return `string_agg(coalesce(${value}::text, ''), E'\\x1f') filter (where e.kind is not null) as "${field}"`
    })
    .join(', ')
}

/** Null where a value has a separator in it, so that the columns don't match. */
function eventsOf(
  { connectionId, ticketId }: MeasuredTicket,
  columns: EventColumns,
  intern: (word: string) => string,
): TicketEvent[] | null {
  const kinds = partsOf(columns.kind)
  const { length } = kinds
  const eventIds = partsOf(columns.eventId)
  const instants = partsOf(columns.happenedAt)
  const actors = valuesOf(columns.actorId, length)
  const froms = valuesOf(columns.fromValue, length)
  const tos = valuesOf(columns.toValue, length)
  const seconds = valuesOf(columns.loggedSeconds, length)
  const recorded = valuesOf(columns.recordedAt, length)
  if (eventIds.length !== length || actors === null || froms === null || tos === null) return null
  const orNull = (word: string | undefined) => (word ? intern(word) : null)
  const numberOrNull = (word: string | undefined) => (word ? Number(word) : null)
  return kinds.map((word, index) => {
    const kind = kindOf(word)
    const event = eventOf({
      connectionId,
      ticketId,
      kind,
      eventId: eventIds[index] ?? '',
      happenedAt: Number(instants[index]),
      actorId: orNull(actors[index]),
      fromValue: orNull(froms[index]),
      toValue: orNull(tos[index]),
      loggedSeconds: numberOrNull(seconds?.[index]),
      recordedAt: numberOrNull(recorded?.[index]),
    })
    if (event === null) throw new Error(`an event of the kind ${kind} is stored without its values`)
    return event
  })
}

function partsOf(column: string | null): readonly string[] {
  return column === null ? [] : column.split(separator)
}

const noValues: readonly string[] = []

/** The same of a column that may be null in every event; null where it has not as many parts. */
function valuesOf(column: string | null, length: number): readonly string[] | null {
  // Separators alone.
  if (column === null || column.length === length - 1) return noValues
  const parts = column.split(separator)
  return parts.length === length ? parts : null
}

const kinds = new Map(ticketEventKinds.map((kind): [string, TicketEvent['kind']] => [kind, kind]))

/** @throws StoredDataError for a kind that another version stored */
function kindOf(word: string): TicketEvent['kind'] {
  return kinds.get(word) ?? readStored(z.enum(ticketEventKinds), word)
}

/** Makes equal words one: accounts and statuses come a thousand times each. */
function interner(): (word: string) => string {
  const words = new Map<string, string>()
  return (word) => {
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, word)
    return word
  }
}
