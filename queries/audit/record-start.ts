import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AuditAction } from '../../domain/sign-in/audit-action.ts'

/** Writes down that a person had work started from a page, before it is. */
export function recordStart(
  store: Store,
  {
    actor,
    action,
    subject,
    nowAt,
  }: {
    readonly actor: string
    readonly action: Extract<AuditAction, 'read now' | 'read everything again' | 'make figures'>
    readonly subject: string
    readonly nowAt: Instant
  },
): Promise<void> {
  return addAuditEntry(store.pool, { changedAt: nowAt, actor, action, subject, before: null, after: null })
}
