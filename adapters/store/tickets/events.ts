import { z } from 'zod'
import type { TicketEvent } from '../../../domain/ticket.ts'
import { selectRow } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { type Batch, inputSet, insertBatch, insertFrom, onConflict } from '../sql/upsert.ts'
import { type EventRow, eventTable } from './tables.ts'

/** An event as a row of `ticket_events`. */
export function eventRowOf(event: TicketEvent): EventRow {
  switch (event.kind) {
    case 'status':
      return { ...rowOf(event), fromValue: event.fromStatusId, toValue: event.toStatusId }
    case 'assignee':
      return { ...rowOf(event), fromValue: event.fromId, toValue: event.toId }
    case 'comment':
      return rowOf(event)
    case 'worklog':
      return { ...rowOf(event), loggedSeconds: event.loggedSeconds, recordedAt: event.recordedAt }
    case 'key':
      return { ...rowOf(event), fromValue: event.fromKey, toValue: event.toKey }
  }
}

/** What every kind of event has. */
function rowOf({ connectionId, ticketId, kind, eventId, happenedAt, actorId }: TicketEvent): EventRow {
  return {
    connectionId,
    ticketId,
    kind,
    eventId,
    happenedAt,
    actorId,
    fromValue: null,
    toValue: null,
    loggedSeconds: null,
    recordedAt: null,
  }
}

/** The event that a row of `ticket_events` holds. */
export const storedEvent: z.ZodType<TicketEvent> = eventTable.row.transform((row, context): TicketEvent => {
  const event = eventOf(row)
  if (event !== null) return event
  context.addIssue(`an event of the kind ${row.kind} without its values`)
  return z.NEVER
})

/** The same of a row that was read; null where it lacks the values of its kind. */
export function eventOf(row: EventRow): TicketEvent | null {
  const {
    connectionId,
    ticketId,
    eventId,
    happenedAt,
    actorId,
    kind,
    fromValue,
    toValue,
    loggedSeconds,
    recordedAt,
  } = row
  // Written out, as a million are read at a time: spreading a common part makes two objects of each.
  switch (kind) {
    case 'status':
      if (toValue === null) return null
      return {
        connectionId,
        ticketId,
        eventId,
        happenedAt,
        actorId,
        kind,
        fromStatusId: fromValue,
        toStatusId: toValue,
      }
    case 'assignee':
      return { connectionId, ticketId, eventId, happenedAt, actorId, kind, fromId: fromValue, toId: toValue }
    case 'comment':
      return { connectionId, ticketId, eventId, happenedAt, actorId, kind }
    case 'worklog':
      if (loggedSeconds === null) return null
      return { connectionId, ticketId, eventId, happenedAt, actorId, kind, loggedSeconds, recordedAt }
    case 'key':
      if (fromValue === null || toValue === null) return null
      return {
        connectionId,
        ticketId,
        eventId,
        happenedAt,
        actorId,
        kind,
        fromKey: fromValue,
        toKey: toValue,
      }
  }
}

/** Events of one kind of a ticket. */
export interface EventsOfKind {
  readonly ticketId: string
  readonly kind: TicketEvent['kind']
}

interface EventsToReplace {
  readonly ticketIds: readonly string[]
  /** All of these tickets' events. */
  readonly batch: Batch
  /**
   * Of these the stored ones stay beside the new ones: not all of them came. TRAP: a change's id ends in its place in its entry, which
   * differs between lists of some fields and of all; one that came is stored once, whatever its place.
   */
  readonly kept: readonly EventsOfKind[]
  /** What `holdsEvents` says of these tickets. */
  readonly areStored: boolean
}

const anyRow = z.object({ isAny: z.boolean() })

/**
 * Whether any events are stored of tickets that this transaction has just upserted: an upsert locks its rows, so that nobody else writes
 * or removes these tickets' events until it ends.
 */
export async function holdsEvents(
  on: Queryable,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<boolean> {
  if (ticketIds.length === 0) return false
  const stored = await selectRow(
    on,
    anyRow,
    // One probe of the index for each: "= any" becomes a scan of the table while its statistics are from when it was nearly empty.
    `select exists (select from unnest($2::text[]) as arriving(ticket_id) cross join lateral
       (select from ticket_events e where e.connection_id = $1 and e.ticket_id = arriving.ticket_id limit 1)) as "isAny"`,
    [connectionId, ticketIds],
  )
  return stored?.isAny !== false
}

/** Replaces the stored events of tickets; to be called after `holdsEvents` in the same transaction. */
export async function replaceEvents(
  on: Queryable,
  connectionId: string,
  { ticketIds, batch, kept, areStored }: EventsToReplace,
): Promise<void> {
  if (ticketIds.length === 0) return
  if (!areStored) {
    await insertBatch(on, eventTable, batch)
    return
  }
  // Both halves read the batch, and touch no row in common. "not in" is always hashed; "not exists" becomes a loop
  // over all pairs (12 s a page, measured) while the table's statistics are from when it was nearly empty.
  await on.query(
    `with arriving as materialized (select * from ${inputSet(eventTable)}),
       gone as (
         delete from ticket_events
         where connection_id = $2 and ticket_id = any($3)
           and (ticket_id, kind, event_id) not in (select "ticketId", kind, "eventId" from arriving)
           and ((ticket_id, kind) not in (select * from unnest($4::text[], $5::text[]))
             or (event_id like '%/%' and (ticket_id, kind, split_part(event_id, '/', 1), coalesce(from_value, ''), coalesce(to_value, ''))
               in (select "ticketId", kind, split_part("eventId", '/', 1), coalesce("fromValue", ''), coalesce("toValue", '') from arriving
                   where kind in ('status', 'assignee', 'key')))))
     ${insertFrom(eventTable, 'arriving')} ${onConflict(eventTable)}`,
    [batch.json, connectionId, ticketIds, kept.map(({ ticketId }) => ticketId), kept.map(({ kind }) => kind)],
  )
}
