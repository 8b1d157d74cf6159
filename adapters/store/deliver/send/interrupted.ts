import { z } from 'zod'
import { stateAfterInterruption } from '../../../../domain/deliver/states.ts'
import { wholeNumber } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow, timestampOf } from '../../sql/rows.ts'
import { isOfMails } from '../mails.ts'

export interface InterruptedDeliveries {
  /** Handed over or perhaps handed over: nobody can tell. */
  readonly ambiguous: number
  /** Certainly not sent: queued again. */
  readonly requeued: number
}

const interruptedRow = z.object({ ambiguous: wholeNumber, requeued: wholeNumber })

export interface InterruptionCheck {
  readonly nowAt: Instant
  readonly staleBeforeAt: Instant
  /** Looks at these editions and notices only; at all without it. */
  readonly mailIds?: readonly string[]
}

/** Settles what a dead process left `sending`: deliveries whose lease had run out by `staleBeforeAt`. */
export async function markInterrupted(
  store: Store,
  { nowAt, staleBeforeAt, mailIds }: InterruptionCheck,
): Promise<InterruptedDeliveries> {
  const row = await selectRow(
    store.pool,
    interruptedRow,
    `with stale as (
       select delivery_id, attempts from deliveries
       where state = 'sending' and lease_until_at <= $2 and ${isOfMails('$5')}
       for update skip locked),
     attempt as (
       update delivery_attempts a
       set ended_at = $1, outcome = case when handed_over then 'ambiguous' else 'interrupted' end,
         reply = case when handed_over then $3 else $4 end
       from stale where a.delivery_id = stale.delivery_id and a.attempt_number = stale.attempts
       returning a.delivery_id, a.handed_over, a.reply),
     settled as (
       update deliveries d
       set state = case when handed_over then $6 else $7 end, last_reply = reply, lease_until_at = null
       from attempt where d.delivery_id = attempt.delivery_id returning attempt.handed_over)
     select (count(*) filter (where handed_over))::integer as ambiguous,
       (count(*) filter (where not handed_over))::integer as requeued from settled`,
    [
      timestampOf(nowAt),
      timestampOf(staleBeforeAt),
      'The sending process ended while it handed the mail over; whether it arrived is not known.',
      'The sending process ended before it handed the mail over; it was queued again.',
      mailIds ?? null,
      stateAfterInterruption(true),
      stateAfterInterruption(false),
    ],
  )
  return row ?? { ambiguous: 0, requeued: 0 }
}
