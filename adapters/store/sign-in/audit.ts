import type { AuditAction } from '../../../domain/sign-in/audit-action.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { type AuditEntry, auditTable } from './tables.ts'

/** A change as it is told to the audit trail; texts for people, and never a secret. */
export type NewAuditEntry = Omit<AuditEntry, 'auditEntryId' | 'entryNumber' | 'action'> & {
  readonly action: AuditAction
}

/** Writes a change down. To be called with the transaction that makes it: what failed isn't in the trail, and nothing is missing. */
export async function addAuditEntry(on: Queryable, entry: NewAuditEntry): Promise<void> {
  const { changedAt, actor, action, subject, before, after } = entry
  const texts = [actor, action, subject, before, after].map((each) =>
    each === null ? null : sanitizeText(each).value,
  )
  await on.query(
    `insert into audit_entries (changed_at, actor, action, subject, before, after) values ($1, $2, $3, $4, $5, $6)`,
    [timestampOf(changedAt), ...texts],
  )
}

/** A page of the trail, newest first: entries before this number; from the newest where it is null. */
export function listAuditEntries(
  store: Store,
  { beforeNumber, limit }: { readonly beforeNumber: number | null; readonly limit: number },
): Promise<AuditEntry[]> {
  return selectRows(
    store.pool,
    auditTable.row,
    `${selectFrom(auditTable)} where $1::integer is null or entry_number < $1
     order by entry_number desc limit $2`,
    [beforeNumber, limit],
  )
}
