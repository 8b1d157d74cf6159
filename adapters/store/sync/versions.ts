import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'

const versions = z.object({
  /** Changes with what people set: the plan, the rules, the connections. */
  settings: text,
  /** Changes with each sync that has ended. */
  read: text,
})

/** Tells, in a few milliseconds, whether anything changed since; equal texts mean that nothing did. */
export async function storeVersions(store: Store): Promise<z.infer<typeof versions>> {
  const row = await selectRow(
    store.pool,
    versions,
    `select concat_ws(' ', (select max(import_number) from plan_imports), (select max(import_number) from rule_set_imports),
         (select md5(string_agg(connection_id::text, ' ' order by connection_id)) from connections)) as settings,
       coalesce((select max(ended_at) from sync_runs)::text, '') as read`,
  )
  if (row === null) throw new Error('a query without a table found no row')
  return row
}
