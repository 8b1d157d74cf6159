import { z } from 'zod'
import type { DeliveryState, SendOutcome } from '../../../domain/deliver/delivery.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { instantColumn, inTransaction, type Queryable, selectRows, timestampOf } from '../sql/rows.ts'
import { stripText } from '../sql/sanitize-text.ts'

/** One try to hand a delivery to the mail server. */
export interface DeliveryAttempt {
  readonly attemptId: string
  readonly deliveryId: string
  /** From 1. */
  readonly attemptNumber: number
  readonly worker: string
  readonly claimedAt: Instant
  /** Whether the message's bytes may have reached the server. */
  readonly handedOver: boolean
  /** Null while it lasts, as are the three below. */
  readonly endedAt: Instant | null
  readonly outcome: SendOutcome['kind'] | 'interrupted' | null
  readonly smtpCode: number | null
  /** The server's words, or why it was interrupted. */
  readonly reply: string | null
}

/** What a claimer holds. */
export interface Claim {
  readonly deliveryId: string
  readonly attemptId: string
}

/** The attempt on a delivery's row that is being sent and hasn't ended: only its holder may go on. */
const heldClaim = `d.delivery_id = $1 and d.state = 'sending'
  and a.attempt_id = $2 and a.delivery_id = d.delivery_id and a.attempt_number = d.attempts and a.ended_at is null`

/**
 * The last attempt on a delivery's row, by the one who made it: while it is being sent, or while it stands in doubt because
 * somebody took the sender for dead. The server's late answer to that very attempt is no doubt any more.
 */
const ownAttempt = `d.delivery_id = $1 and a.attempt_id = $2
  and a.delivery_id = d.delivery_id and a.attempt_number = d.attempts
  and (d.state = 'sending' and a.ended_at is null or d.state = 'ambiguous' and a.outcome = 'ambiguous')`

/** Notes that the bytes are about to be sent, under a longer lease if one is given. @returns false when the claim was lost */
export function noteHandingOver(
  store: Store,
  { deliveryId, attemptId }: Claim,
  leaseUntilAt: Instant | null,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    await lockDelivery(client, deliveryId)
    const { rowCount } = await client.query(
      `update delivery_attempts a set handed_over = true from deliveries d where ${heldClaim}`,
      [deliveryId, attemptId],
    )
    if (rowCount !== 1) return false
    await client.query(
      'update deliveries set lease_until_at = greatest(lease_until_at, $2) where delivery_id = $1',
      [deliveryId, timestampOf(leaseUntilAt)],
    )
    return true
  })
}

/** How an attempt ends, and where that leaves its delivery. */
export interface AttemptEnd {
  readonly state: DeliveryState
  readonly outcome: SendOutcome['kind'] | 'interrupted'
  readonly smtpCode: number | null
  readonly reply: string
  readonly nowAt: Instant
  readonly notBeforeAt: Instant | null
}

/** Ends an attempt and moves its delivery on. @returns false when another was made since, or a person settled the doubt */
export function endAttempt(
  store: Store,
  { deliveryId, attemptId }: Claim,
  end: AttemptEnd,
): Promise<boolean> {
  const reply = stripText(end.reply).value
  return inTransaction(store, async (client) => {
    await lockDelivery(client, deliveryId)
    const { rowCount } = await client.query(
      `update delivery_attempts a set ended_at = $3, outcome = $4, smtp_code = $5, reply = $6
       from deliveries d where ${ownAttempt}`,
      [deliveryId, attemptId, timestampOf(end.nowAt), end.outcome, end.smtpCode, reply],
    )
    if (rowCount !== 1) return false
    await client.query(
      `update deliveries set state = $2, last_reply = $3, not_before_at = $4, lease_until_at = null,
         sent_at = case when $2 = 'sent' then $5::timestamptz else sent_at end
       where delivery_id = $1`,
      [deliveryId, end.state, reply, timestampOf(end.notBeforeAt), timestampOf(end.nowAt)],
    )
    return true
  })
}

/** Locking the delivery before its attempts puts holders and `markInterrupted` one after the other. */
async function lockDelivery(on: Queryable, deliveryId: string): Promise<void> {
  await on.query('select from deliveries where delivery_id = $1 for update', [deliveryId])
}

const attemptRow: z.ZodType<DeliveryAttempt> = z.object({
  attemptId: z.string(),
  deliveryId: z.string(),
  attemptNumber: z.number(),
  worker: z.string(),
  claimedAt: instantColumn,
  handedOver: z.boolean(),
  endedAt: instantColumn.nullable(),
  outcome: z.enum(['sent', 'deferred', 'failed', 'ambiguous', 'interrupted']).nullable(),
  smtpCode: z.number().nullable(),
  reply: z.string().nullable(),
})

/** The attempts of one delivery, first to last. */
export function loadAttempts(store: Store, deliveryId: string): Promise<DeliveryAttempt[]> {
  return selectRows(
    store.pool,
    attemptRow,
    `select attempt_id as "attemptId", delivery_id as "deliveryId", attempt_number as "attemptNumber", worker,
       claimed_at as "claimedAt", handed_over as "handedOver", ended_at as "endedAt", outcome, smtp_code as "smtpCode", reply
     from delivery_attempts where delivery_id = $1 order by attempt_number`,
    [deliveryId],
  )
}
