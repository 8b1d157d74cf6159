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
    `select connection_id as "connectionId", assignee_id as "accountId" from tickets
     where not is_context and assignee_id is not null and updated_at >= $1
     union
     select connection_id, actor_id from ticket_events where actor_id is not null and happened_at >= $1`,
    [timestampOf(sinceAt)],
  )
}
