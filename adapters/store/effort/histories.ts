import type { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import type { TicketEvent, TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, streamBatches } from '../sql/rows.ts'
import { readStored } from '../sql/stored-data.ts'
import { selectList } from '../sql/table.ts'
import { ticketTable } from '../tickets/tables.ts'
import { loadTicketEvents } from '../tickets/tickets.ts'
import { eventReader, eventsByTicket, eventsRow } from './event-texts.ts'
import { ticketColumns, ticketReader, ticketRow } from './ticket-texts.ts'

/** A ticket is a kilobyte. */
const ticketsPerFetch = 1000

const historyRow = ticketRow.extend(eventsRow.shape)

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
  // Events are put together before they meet their ticket: its many columns aren't carried along with each of them.
  const sql = `select ${ticketColumns('t')}, e.event_texts as "eventTexts", e.event_instants as "eventInstants"
     from ${ticketTable.name} t left join (${eventsByTicket}) e
       on e.connection_id = t.connection_id and e.ticket_id = t.ticket_id
     where not t.is_context`
  const read = historyReader()
  const odd: TicketRef[] = []
  for await (const rows of streamBatches(store, sql, [], ticketsPerFetch)) {
    yield historiesOf(rows, read, odd)
    for (const ref of odd.splice(0)) yield await loadHistory(store, ref)
  }
}

type HistoryRow = z.infer<typeof historyRow>

function historyReader(): (row: HistoryRow) => StoredHistory | null {
  const ticketOf = ticketReader()
  const eventsOf = eventReader()
  return (row) => {
    const ticket = ticketOf(row)
    const events = ticket && eventsOf(ticket, row)
    return events && { ticket, events }
  }
}

/** @param odd gets the tickets that must be read one by one */
function* historiesOf(
  rows: readonly unknown[],
  read: (row: HistoryRow) => StoredHistory | null,
  odd: TicketRef[],
): Generator<StoredHistory> {
  for (const stored of rows) {
    const row = readStored(historyRow, stored)
    const history = read(row)
    if (history === null) odd.push(row)
    else yield history
  }
}

/** Column by column; nothing of a ticket that is gone by now. */
async function loadHistory(store: Store, ref: TicketRef): Promise<readonly StoredHistory[]> {
  const tickets = await selectRows(
    store.pool,
    measuredTicketSchema,
    `select ${selectList(measuredTicketSchema)} from ${ticketTable.name} where connection_id = $1 and ticket_id = $2`,
    [ref.connectionId, ref.ticketId],
  )
  const events = await loadTicketEvents(store, ref)
  return tickets.map((ticket) => ({ ticket, events }))
}
