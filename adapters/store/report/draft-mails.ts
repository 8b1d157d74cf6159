import { z } from 'zod'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'

const draftMailRow = z.object({
  draftMailId: uuid,
  email: text,
  askedAt: instant,
  quarter: text,
  audience: z.enum(audiences),
  scopeKey: text,
  reconciliationId: uuid,
  outcome: z.enum(['sent', 'deferred', 'failed', 'ambiguous', 'unreachable']).nullable(),
  reply: text.nullable(),
})

/** A draft that an admin had mailed to themselves. */
export type DraftMail = Immutable<z.infer<typeof draftMailRow>>

export const draftMailTable = describeTable('draft_mails', draftMailRow, { key: ['draftMailId'] })

export async function addDraftMail(on: Queryable, mail: DraftMail): Promise<void> {
  await insertRows(on, draftMailTable, [mail])
}

/** Records what came of a draft's mail. */
export async function recordDraftMail(
  store: Store,
  draftMailId: string,
  { outcome, reply }: { readonly outcome: NonNullable<DraftMail['outcome']>; readonly reply: string },
): Promise<void> {
  await store.pool.query(`update draft_mails set outcome = $2, reply = $3 where draft_mail_id = $1`, [
    draftMailId,
    outcome,
    sanitizeText(reply).value,
  ])
}

/** The last mail of a draft to an address; null where there was none. */
export function lastDraftMail(
  store: Store,
  { email, quarter, audience, scopeKey }: Pick<DraftMail, 'email' | 'quarter' | 'audience' | 'scopeKey'>,
): Promise<DraftMail | null> {
  return selectRow(
    store.pool,
    draftMailTable.row,
    `${selectFrom(draftMailTable)} where email = $1 and quarter = $2 and audience = $3 and scope_key = $4
     order by asked_at desc, draft_mail_id limit 1`,
    [email, quarter, audience, scopeKey],
  )
}
