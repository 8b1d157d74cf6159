import { z } from 'zod'
import type { DoubtfulMail } from '../../../domain/deliver/relay-log.ts'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'

/** A delivery in doubt, with its last attempt. */
export interface Doubt extends DoubtfulMail {
  readonly deliveryId: string
  readonly attemptId: string
}

const doubtRow: z.ZodType<Doubt> = z.object({
  deliveryId: uuid,
  attemptId: uuid,
  recipientEmail: text,
  claimedAt: instant,
  wasHandedOverBefore: z.boolean(),
})

/** Every delivery of which nobody knows whether the relay took it. */
export function listDoubts(store: Store): Promise<Doubt[]> {
  return selectRows(
    store.pool,
    doubtRow,
    `select d.delivery_id as "deliveryId", a.attempt_id as "attemptId", d.recipient_email as "recipientEmail",
       a.claimed_at as "claimedAt", exists (
         select from delivery_attempts earlier where earlier.delivery_id = d.delivery_id
           and earlier.attempt_number < d.attempts and earlier.handed_over) as "wasHandedOverBefore"
     from deliveries d join delivery_attempts a on a.delivery_id = d.delivery_id and a.attempt_number = d.attempts
     where d.state = 'ambiguous' order by a.claimed_at, d.delivery_id`,
  )
}
