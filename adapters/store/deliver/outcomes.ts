import type { DeliveryState, SendOutcome } from '../../../domain/deliver/delivery.ts'
import { stateAfter, stateAfterInterruption, statesBefore } from '../../../domain/deliver/states.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import { type Claim, lockDelivery, noteHandingOver } from './attempts.ts'

/** The claim is gone: its lease ran out and the delivery was given back, or its outcome is known. Send nothing. */
export class DeliveryClaimLostError extends Error {
  override readonly name = 'DeliveryClaimLostError'

  constructor(deliveryId: string) {
    super(`The claim on delivery ${deliveryId} is gone, so nothing was sent on it`)
  }
}

/**
 * Notes that the message's bytes are about to reach the server: from here on only a reply can tell what became of it.
 * Servers may take ten minutes for that reply (RFC 5321 4.5.3.2.6): `leaseUntilAt` makes the lease long enough.
 * @throws DeliveryClaimLostError when the claim is gone: then the bytes must not be sent
 */
export async function markHandingOver(
  store: Store,
  { leaseUntilAt, ...claim }: Claim & { readonly leaseUntilAt?: Instant },
): Promise<void> {
  const held = await noteHandingOver(store, claim, leaseUntilAt ?? null)
  if (!held) throw new DeliveryClaimLostError(claim.deliveryId)
}

export interface OutcomeToRecord extends Claim {
  readonly outcome: SendOutcome
  readonly nowAt: Instant
  /** When a deferred delivery may be claimed again; at once without it. */
  readonly notBeforeAt?: Instant
}

/** Records how an attempt ended, while its claim is held. @returns false when it was lost: nothing is changed then */
export function recordOutcome(store: Store, record: OutcomeToRecord): Promise<boolean> {
  const { outcome, nowAt } = record
  return endAttempt(store, record, {
    state: stateAfter(outcome),
    outcome: outcome.kind,
    smtpCode: 'smtpCode' in outcome ? outcome.smtpCode : null,
    reply: outcome.reply,
    nowAt,
    notBeforeAt: outcome.kind === 'deferred' ? (record.notBeforeAt ?? null) : null,
  })
}

/** Gives a claimed delivery back untried, for when the server can't even be reached. @returns as `recordOutcome` */
export function giveBack(
  store: Store,
  back: Claim & { readonly reply: string; readonly nowAt: Instant; readonly notBeforeAt?: Instant },
): Promise<boolean> {
  return endAttempt(store, back, {
    state: stateAfterInterruption(false),
    outcome: 'interrupted',
    smtpCode: null,
    reply: back.reply,
    nowAt: back.nowAt,
    notBeforeAt: back.notBeforeAt ?? null,
  })
}

/**
 * The last attempt on a delivery's row, by the one who made it: while it is being sent, or while it is ambiguous because
 * the sender was taken for dead. The server's late reply to that very attempt settles it.
 */
const ownAttempt = `d.delivery_id = $1 and a.attempt_id = $2
  and a.delivery_id = d.delivery_id and a.attempt_number = d.attempts
  and (d.state = 'sending' and a.ended_at is null or d.state = 'ambiguous' and a.outcome = 'ambiguous')`

/** How an attempt ends, and where that leaves its delivery. */
interface AttemptEnd {
  readonly state: DeliveryState
  readonly outcome: SendOutcome['kind'] | 'interrupted'
  readonly smtpCode: number | null
  readonly reply: string
  readonly nowAt: Instant
  readonly notBeforeAt: Instant | null
}

/** Ends an attempt and moves its delivery on. @returns false when another was made since, or a person settled the doubt */
function endAttempt(store: Store, { deliveryId, attemptId }: Claim, end: AttemptEnd): Promise<boolean> {
  const reply = sanitizeText(end.reply).value
  return inTransaction(store, async (client) => {
    await lockDelivery(client, deliveryId)
    const { rowCount } = await client.query(
      `update delivery_attempts a set ended_at = $3, outcome = $4, smtp_code = $5, reply = $6
       from deliveries d where ${ownAttempt} and d.state = any($7)`,
      [
        deliveryId,
        attemptId,
        timestampOf(end.nowAt),
        end.outcome,
        end.smtpCode,
        reply,
        statesBefore(end.state),
      ],
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
