import { z } from 'zod'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { instantColumn } from '../sql/rows.ts'

/** What `deliveryColumns` selects. */
export const deliveryShape = {
  deliveryId: z.string(),
  editionId: z.string(),
  recipientEmail: z.string(),
  recipientName: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  queuedAt: instantColumn,
  sentAt: instantColumn.nullable(),
  lastReply: z.string().nullable(),
}

/** A delivery, of the table or row set `d`. */
export const deliveryColumns = `d.delivery_id as "deliveryId", d.edition_id as "editionId",
  d.recipient_email as "recipientEmail", d.recipient_name as "recipientName", d.state, d.attempts,
  d.queued_at as "queuedAt", d.sent_at as "sentAt", d.last_reply as "lastReply"`
