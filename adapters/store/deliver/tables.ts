import { z } from 'zod'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { settlementDecisions } from '../../../domain/deliver/settlement.ts'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import { describeTable } from '../sql/table.ts'

/** A delivery as the domain has it; the table also holds the address it was queued for, and until when it is leased. */
export const deliveryRow = z.object({
  deliveryId: uuid,
  editionId: text.nullable(),
  noticeId: text.nullable(),
  recipientEmail: text,
  recipientName: text,
  state: z.enum(deliveryStates),
  attempts: wholeNumber,
  queuedAt: instant,
  notBeforeAt: instant.nullable(),
  sentAt: instant.nullable(),
  lastReply: text.nullable(),
})

/** @internal for tests */
export const deliveryTable = describeTable('deliveries', deliveryRow.extend({ plannedEmail: text }), {
  key: ['deliveryId'],
})

const attemptRow = z.object({
  attemptId: uuid,
  deliveryId: uuid,
  /** From 1. */
  attemptNumber: wholeNumber,
  worker: text,
  claimedAt: instant,
  /** Whether the message's bytes may have reached the server. */
  handedOver: z.boolean(),
  /** Null while it lasts, as are the three below. */
  endedAt: instant.nullable(),
  outcome: z.enum(['sent', 'deferred', 'failed', 'ambiguous', 'interrupted']).nullable(),
  smtpCode: wholeNumber.nullable(),
  /** The server's words, or why it was interrupted. */
  reply: text.nullable(),
})

/** One try to hand a delivery to the mail server. */
export type DeliveryAttempt = Immutable<z.infer<typeof attemptRow>>

export const attemptTable = describeTable('delivery_attempts', attemptRow, { key: ['attemptId'] })

const settlementRow = z.object({
  settlementId: uuid,
  deliveryId: uuid,
  settledAt: instant,
  settledBy: text,
  decision: z.enum(settlementDecisions),
  /** The evidence, or the reason. */
  because: text,
  stateBefore: z.enum(deliveryStates),
  stateAfter: z.enum(deliveryStates),
  emailBefore: text,
  /** Another than before where the address was mended. */
  emailAfter: text,
  attemptsBefore: wholeNumber,
})

/** What a person decided about a delivery. */
export type DeliverySettlement = Immutable<z.infer<typeof settlementRow>>

export const settlementTable = describeTable('delivery_settlements', settlementRow, { key: ['settlementId'] })
