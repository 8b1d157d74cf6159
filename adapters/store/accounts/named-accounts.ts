import { formerUserName } from '../../../domain/ticket.ts'
import type { Queryable } from '../sql/session.ts'
import { type Batch, inputSet, insertFrom } from '../sql/upsert.ts'
import { userTable } from '../tickets/tables.ts'

/**
 * Stores accounts that only histories name; of those that are stored already it sets the name alone, where they have none.
 * @param batch of rows of `userTable`
 */
export async function nameAccounts(on: Queryable, batch: Batch): Promise<void> {
  if (batch.rows === 0) return
  await on.query(
    `${insertFrom(userTable, inputSet(userTable))}
     on conflict (connection_id, account_id) do update set display_name = excluded.display_name
       where tracker_users.display_name in ($2, tracker_users.account_id)`,
    [batch.json, formerUserName],
  )
}
