import { z } from 'zod'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'

const facts = z.object({
  isAnythingMailed: z.boolean(),
})

/** Whether any report reached somebody: a reader, or an admin who had a draft mailed to themselves. */
export async function isAnythingMailed(store: Store): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    facts,
    `select exists (select from deliveries where state = 'sent' and sign_in_link_hash is null) as "isAnythingMailed"`,
  )
  return row?.isAnythingMailed ?? false
}
