import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { instant, text, wholeNumber } from '../../../domain/fields.ts'
import { type TicketEvent, ticketEventKinds } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { streamRows } from '../sql/rows.ts'
import { columnName, selectList } from '../sql/table.ts'
import { eventOf } from '../sync/events.ts'
import { eventTable, ticketTable } from '../sync/tables.ts'

/** A ticket's events, a list for each column: a row for each event would take three times as long to read. */
const eventColumns = z.object({
  kind: z.array(z.enum(ticketEventKinds)),
  eventId: z.array(text),
  happenedAt: z.array(instant),
  actorId: z.array(text.nullable()),
  fromValue: z.array(text.nullable()),
  toValue: z.array(text.nullable()),
  loggedSeconds: z.array(wholeNumber.nullable()),
  recordedAt: z.array(instant.nullable()),
})

const historyRow = measuredTicketSchema.extend(eventColumns.shape)

/** A ticket with everything that happened on it, in any order. */
export interface StoredHistory {
  readonly ticket: MeasuredTicket
  readonly events: readonly TicketEvent[]
}

/** What effort is measured from, ticket by ticket: never all events at once. Every ticket, those that left the tracker included, without what is only context. */
export async function* streamHistories(store: Store): AsyncGenerator<StoredHistory> {
  const sql = `select ${selectList(measuredTicketSchema, 't')}, ${eventLists()}
     from ${ticketTable.name} t left join lateral (
       select * from ${eventTable.name} e where e.connection_id = t.connection_id and e.ticket_id = t.ticket_id) e on true
     where not t.is_context
     group by t.connection_id, t.ticket_id`
  const intern = interner()
  for await (const row of streamRows(store, historyRow, sql)) yield historyOf(row, intern)
}

function eventLists(): string {
  return Object.keys(eventColumns.shape)
    .map((field) => {
      const column = `e.${columnName(field)}`
      const isInstant = eventTable.columns.get(field)?.type === 'timestamptz'
      const value = isInstant ? `(date_part('epoch', ${column}) * 1000)::bigint` : column
      return `coalesce(json_agg(${value}) filter (where e.kind is not null), '[]') as "${field}"`
    })
    .join(', ')
}

function historyOf(
  {
    kind,
    eventId,
    happenedAt,
    actorId,
    fromValue,
    toValue,
    loggedSeconds,
    recordedAt,
    ...row
  }: z.infer<typeof historyRow>,
  intern: (word: string) => string,
): StoredHistory {
  const orNull = (word: string | null | undefined) => (word ? intern(word) : null)
  const ticket: MeasuredTicket = {
    ...row,
    connectionId: intern(row.connectionId),
    statusId: intern(row.statusId),
    statusName: intern(row.statusName),
    assigneeId: orNull(row.assigneeId),
    creatorId: orNull(row.creatorId),
  }
  const { connectionId, ticketId } = ticket
  const events = kind.map((eachKind, index) => {
    const event = eventOf({
      connectionId,
      ticketId,
      kind: eachKind,
      eventId: eventId[index] ?? '',
      happenedAt: happenedAt[index] ?? 0,
      actorId: orNull(actorId[index]),
      fromValue: orNull(fromValue[index]),
      toValue: orNull(toValue[index]),
      loggedSeconds: loggedSeconds[index] ?? null,
      recordedAt: recordedAt[index] ?? null,
    })
    if (event === null) throw new Error(`an event of the kind ${eachKind} is stored without its values`)
    return event
  })
  return { ticket, events }
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
