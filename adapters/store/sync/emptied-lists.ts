import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import { type IncompleteTicket, type TicketPart, ticketParts } from '../../../domain/sync/incomplete.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { selectRows } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'

/** The events that show that a list came. Keys alone come with the ticket itself. */
const kindsOf: Readonly<Record<TicketPart, readonly TicketEvent['kind'][]>> = {
  history: ['status', 'assignee'],
  comments: ['comment'],
  worklogs: ['worklog'],
}

const lackingRow = z.object({ ticketId: text, part: z.enum(ticketParts) })

/**
 * Lists of which nothing came, although some of them is stored. A history only grows: it was not read, whatever the tracker said.
 * Comments and worklogs may all have been deleted; but a search that leaves them out for a moment says the same.
 * (airbytehq/airbyte#29796, constructorfabric/insight#3480)
 */
export async function emptiedLists(
  on: Queryable,
  connectionId: string,
  { tickets, events }: { readonly tickets: readonly Ticket[]; readonly events: readonly TicketEvent[] },
): Promise<IncompleteTicket[]> {
  const came = new Set(events.map(({ ticketId, kind }) => `${ticketId} ${kind}`))
  const lacking = tickets.flatMap(({ ticketId }) =>
    ticketParts
      .filter((part) => !kindsOf[part].some((kind) => came.has(`${ticketId} ${kind}`)))
      .flatMap((part) => kindsOf[part].map((kind) => ({ ticketId, part, kind }))),
  )
  if (lacking.length === 0) return []
  const rows = await selectRows(
    on,
    lackingRow,
    // One probe of the index for each, as in `holdsEvents`.
    `select distinct lacking.ticket_id as "ticketId", lacking.part
     from unnest($2::text[], $3::text[], $4::text[]) as lacking(ticket_id, part, kind) cross join lateral
       (select from ticket_events e
        where e.connection_id = $1 and e.ticket_id = lacking.ticket_id and e.kind = lacking.kind limit 1)`,
    [
      connectionId,
      lacking.map(({ ticketId }) => ticketId),
      lacking.map(({ part }) => part),
      lacking.map(({ kind }) => kind),
    ],
  )
  return rows.map((row) => ({ ...row, cause: 'it came without any of what is stored' }))
}
