import { z } from 'zod'
import type { TicketEvent } from '../../../domain/ticket.ts'
import { instantColumn, type Queryable } from '../sql/rows.ts'
import { inputOf } from '../sql/table.ts'
import { type Batch, batchOf, insertFrom, onConflict } from '../sql/upsert.ts'
import { type EventColumns, eventTable } from './tables.ts'

/** An event as a row of `ticket_events`. */
export function eventColumnsOf(event: TicketEvent): EventColumns {
  const { connectionId, ticketId, kind, eventId, happenedAt, actorId } = event
  const base = { connectionId, ticketId, kind, eventId, happenedAt, actorId }
  const none = { fromValue: null, toValue: null, loggedSeconds: null }
  switch (event.kind) {
    case 'status':
      return { ...base, ...none, fromValue: event.fromStatusId, toValue: event.toStatusId }
    case 'assignee':
      return { ...base, ...none, fromValue: event.fromId, toValue: event.toId }
    case 'comment':
      return { ...base, ...none }
    case 'worklog':
      return { ...base, ...none, loggedSeconds: event.loggedSeconds }
    case 'key':
      return { ...base, ...none, fromValue: event.fromKey, toValue: event.toKey }
  }
}

const base = {
  connectionId: z.string(),
  ticketId: z.string(),
  eventId: z.string(),
  happenedAt: instantColumn,
  actorId: z.string().nullable(),
}

/** A row of `eventTable` as the event that it was. */
export const eventRow: z.ZodType<TicketEvent> = z.discriminatedUnion('kind', [
  z
    .object({
      ...base,
      kind: z.literal('status'),
      fromValue: z.string().nullable(),
      toValue: z.string(),
    })
    .transform(({ fromValue, toValue, ...rest }) => ({
      ...rest,
      fromStatusId: fromValue,
      toStatusId: toValue,
    })),
  z
    .object({
      ...base,
      kind: z.literal('assignee'),
      fromValue: z.string().nullable(),
      toValue: z.string().nullable(),
    })
    .transform(({ fromValue, toValue, ...rest }) => ({ ...rest, fromId: fromValue, toId: toValue })),
  z.object({ ...base, kind: z.literal('comment') }),
  z.object({ ...base, kind: z.literal('worklog'), loggedSeconds: z.number() }),
  z
    .object({ ...base, kind: z.literal('key'), fromValue: z.string(), toValue: z.string() })
    .transform(({ fromValue, toValue, ...rest }) => ({ ...rest, fromKey: fromValue, toKey: toValue })),
])

/** Makes the stored events of these tickets what `events` says, none but theirs being in it. */
export async function replaceEvents(
  on: Queryable,
  connectionId: string,
  ticketIds: readonly string[],
  events: readonly TicketEvent[],
): Promise<Batch> {
  const batch = batchOf(eventTable, events.map(eventColumnsOf))
  if (ticketIds.length === 0) return batch
  // Both halves read the batch, and touch no row in common. "not in" is always hashed; "not exists" becomes a loop
  // over all pairs (12 s a page, measured) while the table's statistics are from when it was nearly empty.
  await on.query(
    `with arriving as materialized (select * from ${inputOf(eventTable)}),
       gone as (
         delete from ticket_events
         where connection_id = $2 and ticket_id = any($3)
           and (ticket_id, kind, event_id) not in (select "ticketId", kind, "eventId" from arriving))
     ${insertFrom(eventTable, 'arriving')} ${onConflict(eventTable)}`,
    [batch.json, connectionId, ticketIds],
  )
  return batch
}
