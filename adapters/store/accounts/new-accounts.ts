import { z } from 'zod'
import type { TicketPage } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'

const isNewRow = z.object({ isNew: z.boolean() })

/** The accounts that a page names. */
export function namedAccounts({
  tickets,
  events,
  users,
}: Pick<TicketPage, 'tickets' | 'events' | 'users'>): ReadonlySet<string> {
  const named = new Set<string | null>(users.map(({ accountId }) => accountId))
  for (const { assigneeId } of tickets) named.add(assigneeId)
  for (const event of events) {
    named.add(event.actorId)
    if (event.kind === 'assignee') named.add(event.toId)
  }
  return new Set([...named].filter((accountId) => accountId !== null))
}

/**
 * Whether accounts are among these that aren't stored: their addresses stand only in the tracker's list of accounts, and without
 * them a newcomer's work matches nobody.
 */
export async function holdsNewAccounts(
  on: Queryable,
  connectionId: string,
  accountIds: ReadonlySet<string>,
): Promise<boolean> {
  const row = await selectRow(
    on,
    isNewRow,
    `select exists (select from json_array_elements_text($2::json) as named(account_id)
       where not exists (select from tracker_users u
         where u.connection_id = $1 and u.account_id = named.account_id)) as "isNew"`,
    [connectionId, sanitizeJson([...accountIds]).value],
  )
  return row?.isNew ?? false
}

/** Notes that the list of accounts was read since a run named new ones. */
export async function clearNewAccounts(store: Store, runId: string, requests: number): Promise<void> {
  await store.pool.query(
    'update sync_runs set has_new_accounts = false, requests = requests + $2 where run_id = $1',
    [runId, requests],
  )
}
