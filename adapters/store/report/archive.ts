import { z } from 'zod'
import { instant, text } from '../../../domain/fields.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'

const archivedRow = z.object({
  editionId: text,
  quarter: text,
  kind: z.enum(['pre-planning', 'final']),
  audience: z.enum(audiences),
  scopeKey: text,
  subject: text,
  preheader: text,
  state: z.enum(['sent', 'ambiguous', 'bounced']),
  /** Null where nobody knows whether it arrived. */
  sentAt: instant.nullable(),
})

/** An edition as it was mailed to one reader. */
export type ArchivedEdition = Readonly<z.infer<typeof archivedRow>>

/** What was handed over to the mail server; what still waits, or was refused, was never mailed. */
const mailed = `d.recipient_email = any($1) and d.state in ('sent', 'ambiguous', 'bounced')`

const columns = `e.edition_id as "editionId", e.quarter, e.kind, e.audience, e.scope_key as "scopeKey", e.subject, e.preheader,
  d.state, d.sent_at as "sentAt"`

/** The editions that were mailed to any of these spellings of an address, newest quarter first. */
export function listArchive(store: Store, emails: readonly string[]): Promise<ArchivedEdition[]> {
  return selectRows(
    store.pool,
    archivedRow,
    `select ${columns} from deliveries d join editions e using (edition_id) where ${mailed}
     order by e.quarter collate "C" desc, e.kind collate "C", e.rendered_at desc, e.scope_key collate "C", e.audience collate "C"`,
    [emails],
  )
}

/** One of them; null where it was not mailed to them. */
export function findArchived(
  store: Store,
  emails: readonly string[],
  editionId: string,
): Promise<ArchivedEdition | null> {
  return selectRow(
    store.pool,
    archivedRow,
    `select ${columns} from deliveries d join editions e using (edition_id) where ${mailed} and e.edition_id = $2
     order by d.sent_at desc nulls last limit 1`,
    [emails, editionId],
  )
}
