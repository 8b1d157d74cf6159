import { z } from 'zod'
import { text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'

/** Accounts that did something, or hold a ticket that changed, since an instant; not how much. */
export function loadRecentAccounts(
  store: Store,
  sinceAt: Instant,
): Promise<{ readonly connectionId: string; readonly accountId: string }[]> {
  return selectRows(
    store.pool,
    z.object({ connectionId: uuid, accountId: text }),
    `select connection_id as "connectionId", account_id as "accountId" from tracker_users u
     where (connection_id, account_id) in (
         select connection_id, assignee_id from tickets where not is_context and updated_at >= $1)
       or exists (select from ticket_events e
         where e.connection_id = u.connection_id and e.actor_id = u.account_id and e.happened_at >= $1)`,
    [timestampOf(sinceAt)],
  )
}
