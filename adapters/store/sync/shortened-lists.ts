import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { selectRows } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'

const shortenedRow = z.object({
  ticketId: text,
  part: z.enum(['history', 'comments', 'worklogs']),
  isEmpty: z.boolean(),
})

/**
 * Lists that lack what is stored of them: histories of which nothing came, or, where they only grow, some didn't, and comments and
 * worklogs of which some didn't. A history that is shorter than before was not read, whatever the tracker said. Comments and worklogs
 * may have been deleted; but a search that leaves them out for a moment says the same. (airbytehq/airbyte#29796,
 * constructorfabric/insight#3480)
 */
export async function shortenedLists(
  on: Queryable,
  connectionId: string,
  {
    tickets,
    events,
    historiesOnlyGrow,
  }: {
    readonly tickets: readonly Ticket[]
    readonly events: readonly TicketEvent[]
    readonly historiesOnlyGrow: boolean
  },
): Promise<IncompleteTicket[]> {
  const changes = events.filter(({ kind }) => kind === 'status' || kind === 'assignee')
  const moved = new Set(changes.map(({ ticketId }) => ticketId))
  const ticketIds = tickets.map(({ ticketId }) => ticketId)
  const came = events.filter(({ kind }) => kind === 'comment' || kind === 'worklog')
  const rows = await selectRows(
    on,
    shortenedRow,
    // One probe of the index for each, and "not in" hashed, as where events are stored.
    `select unmoved.ticket_id as "ticketId", 'history' as part, true as "isEmpty" from unnest($2::text[]) as unmoved(ticket_id) cross join lateral
       (select from ticket_events e where e.connection_id = $1 and e.ticket_id = unmoved.ticket_id
          and e.kind in ('status', 'assignee') limit 1)
     union
     select moved.ticket_id, 'history', false from unnest($7::text[]) as moved(ticket_id) cross join lateral
       (select split_part(e.event_id, '/', 1) as entry_id from ticket_events e
        where e.connection_id = $1 and e.ticket_id = moved.ticket_id and e.kind in ('status', 'assignee')) stored
     where (moved.ticket_id, stored.entry_id) not in (select * from unnest($8::text[], $9::text[]))
     union
     select arriving.ticket_id, stored.part, false from unnest($3::text[]) as arriving(ticket_id) cross join lateral
       (select case e.kind when 'comment' then 'comments' else 'worklogs' end as part, e.kind, e.event_id from ticket_events e
        where e.connection_id = $1 and e.ticket_id = arriving.ticket_id and e.kind in ('comment', 'worklog')) stored
     where (arriving.ticket_id, stored.kind, stored.event_id) not in (select * from unnest($4::text[], $5::text[], $6::text[]))`,
    [
      connectionId,
      ticketIds.filter((ticketId) => !moved.has(ticketId)),
      ticketIds,
      came.map(({ ticketId }) => ticketId),
      came.map(({ kind }) => kind),
      came.map(({ eventId }) => eventId),
      historiesOnlyGrow ? [...moved] : [],
      changes.map(({ ticketId }) => ticketId),
      changes.map(({ eventId }) => entryOf(eventId)),
    ],
  )
  return rows.map(({ ticketId, part, isEmpty }) => ({
    ticketId,
    part,
    cause: `it came without ${isEmpty ? 'any' : 'some'} of what is stored`,
  }))
}

/** One list leaves out items of an entry that another one has, so that the rest of them have other places in it. */
function entryOf(eventId: string): string {
  return eventId.split('/')[0] ?? eventId
}
