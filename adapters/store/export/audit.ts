import { z } from 'zod'
import type { Store } from '../sql/client.ts'
import { streamRows } from '../sql/rows.ts'
import { isoColumn } from './tables.ts'

const auditRow = z.object({
  entry: z.number(),
  changed_at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

/** A change that a person made, with its action in words. */
export type AuditExport = z.infer<typeof auditRow> & { action_text: string }

/** Every entry of the audit trail, oldest first. */
export async function* exportAudit(
  store: Store,
  actionText: (action: string) => string,
): AsyncGenerator<AuditExport> {
  const rows = streamRows(
    store,
    auditRow,
    `select entry_number as entry, ${isoColumn('changed_at')} as changed_at, actor, action, subject, before, after
     from audit_entries order by entry_number`,
  )
  for await (const { subject, before, after, ...row } of rows)
    yield { ...row, action_text: actionText(row.action), subject, before, after }
}
