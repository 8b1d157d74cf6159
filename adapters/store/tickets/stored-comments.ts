import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'

const storedComment = z.object({ commentId: text, ticketId: text })

/** The comments since an instant that are stored of tickets of these scopes that are there, newest first. */
export function storedComments(
  store: Store,
  connectionId: string,
  of: { readonly scopeIds: readonly string[]; readonly sinceAt: Instant },
): Promise<z.infer<typeof storedComment>[]> {
  return selectRows(
    store.pool,
    storedComment,
    `select e.event_id as "commentId", e.ticket_id as "ticketId" from ticket_events e
       join tickets t on t.connection_id = e.connection_id and t.ticket_id = e.ticket_id
     where e.connection_id = $1 and e.kind = 'comment' and e.happened_at >= $3
       and t.removal is null and not t.is_context and coalesce(t.team_id, t.project_id) = any($2)
     order by e.happened_at desc, e.event_id collate "C"`,
    [connectionId, of.scopeIds, timestampOf(of.sinceAt)],
  )
}
