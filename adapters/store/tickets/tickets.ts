import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import {
  type Container,
  type Status,
  type Ticket,
  type TicketEvent,
  type TicketRef,
  type TrackerUser,
  ticketRefKey,
} from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { selectFrom } from '../sql/table.ts'
import { storedEvent } from './events.ts'
import { containerTable, eventTable, statusTable, ticketTable, userTable } from './tables.ts'

/** By identity, and alike on every server, whatever its language. */
const inRefOrder = 'connection_id, ticket_id collate "C"'

/** Every ticket of every connection, those that left the tracker and those that are only context included, in the order of their ids. */
export function loadTickets(store: Store): Promise<Ticket[]> {
  return collectRows(store, ticketTable.row, `${selectFrom(ticketTable)} order by ${inRefOrder}`)
}

/**
 * Events of a time (half-open; all without bounds), in the order in which they happened.
 * @internal for tests
 */
export function loadEvents(
  store: Store,
  { fromAt, toAt }: { readonly fromAt?: Instant; readonly toAt?: Instant } = {},
): Promise<TicketEvent[]> {
  return collectRows(
    store,
    storedEvent,
    `${selectFrom(eventTable)}
     where happened_at >= coalesce($1, '-infinity'::timestamptz) and happened_at < coalesce($2, 'infinity'::timestamptz)
     order by happened_at, ${inRefOrder}, kind collate "C", event_id collate "C"`,
    [timestampOf(fromAt ?? null), timestampOf(toAt ?? null)],
  )
}

/** Every status of every connection. */
export function loadStatuses(store: Store): Promise<Status[]> {
  return selectRows(
    store.pool,
    statusTable.row,
    `${selectFrom(statusTable)} order by connection_id, status_id collate "C"`,
  )
}

/** Every account of every connection. */
export function loadUsers(store: Store): Promise<TrackerUser[]> {
  return selectRows(
    store.pool,
    userTable.row,
    `${selectFrom(userTable)} order by connection_id, account_id collate "C"`,
  )
}

/** Every project and initiative of every connection. */
export function loadContainers(store: Store): Promise<Container[]> {
  return selectRows(
    store.pool,
    containerTable.row,
    `${selectFrom(containerTable)} order by connection_id, container_id collate "C"`,
  )
}

/** The tickets that have or had this key, on any connection; those that have it now come first. */
export function loadTicket(store: Store, key: string): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} t
     where exists (select from ticket_keys k where k.connection_id = t.connection_id
       and k.ticket_id = t.ticket_id and k.key = any($1))
     order by key <> all($1), ${inRefOrder}`,
    // Trackers write keys in capitals, people don't always.
    [[key, key.toUpperCase()]],
  )
}

/** One ticket by its ids; null where it isn't stored. */
export function loadTicketByRef(store: Store, ref: TicketRef): Promise<Ticket | null> {
  return selectRow(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} where connection_id = $1 and ticket_id = $2`,
    [ref.connectionId, ref.ticketId],
  )
}

const formerKeyRow = z.object({ key: z.string(), connectionId: z.string(), ticketId: z.string() })

/**
 * Tickets by the keys that they had and that no ticket has now; several may have had the same one.
 * @param ofTickets defaults to all
 */
export async function loadFormerKeys(
  store: Store,
  ofTickets?: readonly TicketRef[],
): Promise<Map<string, TicketRef[]>> {
  // Of a few tickets, the database looks up each one's keys: asked for all or some in one statement, it reads every ticket.
  const wanted = ofTickets && [
    ofTickets.map(({ connectionId }) => connectionId),
    ofTickets.map(({ ticketId }) => ticketId),
  ]
  const from = wanted
    ? `(select distinct * from unnest($1::uuid[], $2::text[]) as w (connection_id, ticket_id)) wanted
         join ticket_keys former using (connection_id, ticket_id)`
    : 'ticket_keys former'
  const rows = await collectRows(
    store,
    formerKeyRow,
    `select former.key, former.connection_id as "connectionId", former.ticket_id as "ticketId" from ${from}
     where not exists (select from tickets where tickets.key = former.key)
     order by former.key collate "C", former.connection_id, former.ticket_id collate "C"`,
    wanted,
  )
  return Map.groupBy(rows, ({ key }) => key)
}

const earlierStatusRow = z.object({
  connectionId: z.string(),
  ticketId: z.string(),
  statusId: z.string().nullable(),
})

/** Of tickets that were moved after an instant, by `ticketRefKey`: the id of the status that they had then; null where it is unknown. */
export async function loadStatusesAt(store: Store, at: Instant): Promise<Map<string, string | null>> {
  const rows = await collectRows(
    store,
    earlierStatusRow,
    `select distinct on (connection_id, ticket_id) connection_id as "connectionId", ticket_id as "ticketId", from_value as "statusId"
     from ticket_events where kind = 'status' and happened_at > $1
     order by connection_id, ticket_id, happened_at, event_id collate "C"`,
    [timestampOf(at)],
  )
  return new Map(rows.map(({ statusId, ...ref }) => [ticketRefKey(ref), statusId]))
}

/** The events of one ticket, in the order in which they happened. */
export function loadTicketEvents(store: Store, ref: TicketRef): Promise<TicketEvent[]> {
  return selectRows(
    store.pool,
    storedEvent,
    `${selectFrom(eventTable)} where connection_id = $1 and ticket_id = $2
     order by happened_at, kind collate "C", event_id collate "C"`,
    [ref.connectionId, ref.ticketId],
  )
}

const countRow = z.object({ tickets: z.number() })

/**
 * How many tickets are stored, those that left the tracker included.
 * @internal for tests
 */
export async function countTickets(store: Store): Promise<number> {
  const row = await selectRow(store.pool, countRow, 'select count(*)::integer as tickets from tickets')
  return row?.tickets ?? 0
}
