import { z } from 'zod'
import { deliveryStates } from '../../../../domain/deliver/delivery.ts'
import { noticeKinds } from '../../../../domain/deliver/readers/notice.ts'
import { text } from '../../../../domain/fields.ts'
import { audiences } from '../../../../domain/plan/plan.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow } from '../../sql/rows.ts'
import { deliveriesWithMails } from '../mails.ts'

const plannedMailRow = z.object({
  state: z.enum(deliveryStates),
  recipientEmail: text,
  /** The address that it was queued for. */
  plannedEmail: text,
  /** Of a report; null of a notice. */
  audience: z.enum(audiences).nullable(),
  /** As `scopeKeyOf` gives it; null of a notice. */
  scopeKey: text.nullable(),
  noticeKind: z.enum(noticeKinds).nullable(),
  teamId: text.nullable(),
})

export type StoredPlannedMail = z.infer<typeof plannedMailRow>

/** What a delivery brings, and to whom it was to go; null for an unknown one and for a link to sign in. */
export function loadPlannedMail(store: Store, deliveryId: string): Promise<StoredPlannedMail | null> {
  return selectRow(
    store.pool,
    plannedMailRow,
    `select d.state, d.recipient_email as "recipientEmail", d.planned_email as "plannedEmail", e.audience,
       e.scope_key as "scopeKey", n.kind as "noticeKind", n.team_id as "teamId"
     from ${deliveriesWithMails} where d.delivery_id = $1`,
    [deliveryId],
  )
}
