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

/** A change that a person made. */
export type AuditExport = z.infer<typeof auditRow>

/** Every entry of the audit trail, oldest first. */
export function exportAudit(store: Store): AsyncGenerator<AuditExport> {
  return streamRows(
    store,
    auditRow,
    `select entry_number as entry, ${isoColumn('changed_at')} as changed_at, actor, action, subject, before, after
     from audit_entries order by entry_number`,
  )
}
