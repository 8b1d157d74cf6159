import { z } from 'zod'
import type { DeliveryState, SendOutcome } from '../../../../domain/deliver/delivery.ts'
import { stateAfter, stateAfterInterruption, statesBefore } from '../../../../domain/deliver/states.ts'
import { uuid } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { durably } from '../../sql/durably.ts'
import { inSets } from '../../sql/in-sets.ts'
import { selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeText } from '../../sql/sanitize-text.ts'
import { type Claim, idsOf, noteHandingOver } from './attempts.ts'

/**
 * How long what is to be written of a mail waits for that of others: planning and committing a statement costs as much as the rows of
 * several mails. Bytes wait less, for meanwhile their connection sends nothing.
 */
const gatherMs = { beforeBytes: 1, afterReply: 5 }

/** The claim is gone: its lease ran out and the delivery was given back, or its outcome is known. Send nothing. */
export class DeliveryClaimLostError extends Error {
  override readonly name = 'DeliveryClaimLostError'

  constructor(deliveryId: string) {
    super(`The claim on delivery ${deliveryId} is gone, so nothing was sent on it`)
  }
}

/**
 * Notes that the message's bytes are about to reach the server: from here on only a reply can tell what became of it.
 * @throws DeliveryClaimLostError when the claim is gone: then the bytes must not be sent
 */
export async function markHandingOver(store: Store, claim: Claim): Promise<void> {
  const held = await noteInSets(store, claim)
  if (!held) throw new DeliveryClaimLostError(claim.deliveryId)
}

const noteInSets = inSets(noteHandingOver, gatherMs.beforeBytes)

export interface OutcomeToRecord extends Claim {
  readonly outcome: SendOutcome
  readonly nowAt: Instant
  /** When a deferred delivery may be claimed again; at once without it. */
  readonly notBeforeAt?: Instant
}

/** Records how an attempt ended, while its claim is held. @returns false when it was lost: nothing is changed then */
export function recordOutcome(store: Store, record: OutcomeToRecord): Promise<boolean> {
  const { outcome, nowAt } = record
  return endAttempt(store, {
    ...claimOf(record),
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
  return endAttempt(store, {
    ...claimOf(back),
    state: stateAfterInterruption(false),
    outcome: 'interrupted',
    smtpCode: null,
    reply: back.reply,
    nowAt: back.nowAt,
    notBeforeAt: back.notBeforeAt ?? null,
  })
}

function claimOf({ deliveryId, attemptId }: Claim): Claim {
  return { deliveryId, attemptId }
}

/** How an attempt ends, and where that leaves its delivery. */
interface AttemptEnd extends Claim {
  readonly state: DeliveryState
  readonly outcome: SendOutcome['kind'] | 'interrupted'
  readonly smtpCode: number | null
  readonly reply: string
  readonly nowAt: Instant
  readonly notBeforeAt: Instant | null
}

/** Ends an attempt and moves its delivery on. @returns false when another was made since, or a person settled the doubt */
const endAttempt = inSets(endAttempts, gatherMs.afterReply)

const endedRow = z.object({ attemptId: uuid })

/**
 * Ends the last attempt on each delivery's row, for the one who made it: while it is being sent, or while it is ambiguous because
 * the sender was taken for dead; then the server's late reply to that very attempt settles it. The rows are locked first, so that
 * nothing happens to them in between. An attempt whose delivery is in either state has not ended, or ended in doubt.
 */
async function endAttempts(store: Store, ends: readonly AttemptEnd[]): Promise<boolean[]> {
  const input = ends.map(({ nowAt, notBeforeAt, ...end }) => ({
    ...end,
    reply: sanitizeText(end.reply).value,
    endedAt: timestampOf(nowAt),
    notBeforeAt: timestampOf(notBeforeAt),
    statesBefore: statesBefore(end.state),
  }))
  const ended = await selectRows(
    store.prepared,
    endedRow,
    `with input as (
       select * from json_to_recordset($1::json)
         as input("deliveryId" uuid, "attemptId" uuid, state text, "statesBefore" text[], outcome text, "smtpCode" integer,
           reply text, "endedAt" timestamptz, "notBeforeAt" timestamptz)),
     held as (
       select d.attempts, input.* from deliveries d join input on input."deliveryId" = d.delivery_id
       where d.delivery_id = any($2) and d.state in ('sending', 'ambiguous') and d.state = any(input."statesBefore")
       order by d.delivery_id for update of d),
     ended as (
       update delivery_attempts a
       set ended_at = held."endedAt", outcome = held.outcome, smtp_code = held."smtpCode", reply = held.reply
       from held
       where a.attempt_id = any($3) and a.attempt_id = held."attemptId" and a.delivery_id = held."deliveryId"
         and a.attempt_number = held.attempts
       returning held.*)
     update deliveries d
     set state = ended.state, last_reply = ended.reply, not_before_at = ended."notBeforeAt", lease_until_at = null,
       sent_at = case when ended.state = 'sent' then ended."endedAt" else sent_at end
     from ended where d.delivery_id = any($2) and d.delivery_id = ended."deliveryId" returning ended."attemptId", ${durably}`,
    [JSON.stringify(input), ...idsOf(ends)],
  )
  const ids = new Set(ended.map(({ attemptId }) => attemptId))
  return ends.map(({ attemptId }) => ids.has(attemptId))
}
