import { z } from 'zod'
import { type Delivery, deliveryStates } from '../../../domain/deliver/delivery.ts'
import { isSettled, statesBefore } from '../../../domain/deliver/states.ts'
import { instant, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import { selectList } from '../sql/table.ts'
import { isNotPaused } from './delivery-pauses.ts'
import { isOfMails } from './mails.ts'
import { stateList } from './state-list.ts'
import { deliveryRow } from './tables.ts'

/** A delivery that is ours to send until the lease runs out. */
export interface ClaimedDelivery {
  readonly delivery: Delivery
  readonly attemptId: string
  /** How often the server has put it off since a person last settled it; attempts that never reached a server aren't among them. */
  readonly deferrals: number
  readonly leaseUntilAt: Instant
}

export interface ClaimRequest {
  readonly nowAt: Instant
  readonly leaseMs: number
  /** Claims deliveries of these editions and notices only; of all without it. */
  readonly mailIds?: readonly string[]
  /** Claims deliveries to these addresses only; to all without it. */
  readonly onlyTo?: readonly string[]
  /** Claims as many at most. */
  readonly limit: number
  /** Who claims, for the attempt's row. */
  readonly worker: string
}

const claimRow = deliveryRow.extend({ attemptId: uuid, deferrals: wholeNumber, leaseUntilAt: instant })

const claimable = stateList(statesBefore('sending'))

/**
 * Claims the deliveries that have waited longest, if any are due: queued, or deferred until a time that has come, and of no paused quarter. Those of one
 * edition or notice come together. One statement claims them and opens their attempts; rows that others are claiming are passed over.
 */
export async function claimDue(store: Store, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const rows = await selectRows(
    store.pool,
    claimRow,
    `with due as (
       select delivery_id from deliveries
       where state in (${claimable}) and coalesce(not_before_at <= $1, true)
         and ${isOfMails('$3')} and ${isNotPaused} and ($6::text[] is null or recipient_email = any($6))
       order by ${inOrder} limit $5 for update skip locked),
     d as (
       update deliveries set state = 'sending', attempts = attempts + 1, not_before_at = null, lease_until_at = $2
       from due where deliveries.delivery_id = due.delivery_id returning deliveries.*),
     attempt as (
       insert into delivery_attempts (delivery_id, attempt_number, worker, claimed_at)
       select delivery_id, attempts, $4, $1::timestamptz from d returning delivery_id, attempt_id)
     select ${selectList(deliveryRow, 'd')}, attempt_id as "attemptId", d.lease_until_at as "leaseUntilAt",
       (select count(*)::integer from delivery_attempts a
        where a.delivery_id = d.delivery_id and a.outcome = 'deferred' and a.attempt_number > coalesce(
          (select max(attempts_before) from delivery_settlements s where s.delivery_id = d.delivery_id), 0)) as deferrals
     from d join attempt using (delivery_id) order by ${inOrder}`,
    [
      timestampOf(request.nowAt),
      timestampOf(request.nowAt + request.leaseMs),
      request.mailIds ?? null,
      sanitizeText(request.worker).value,
      request.limit,
      request.onlyTo ?? null,
    ],
  )
  return rows.map(({ attemptId, deferrals, leaseUntilAt, ...delivery }) => ({
    delivery,
    attemptId,
    deferrals,
    leaseUntilAt,
  }))
}

/** Whoever has waited longest first; of those queued at once, the readers of one mail together, so that it is built once. */
const inOrder = 'queued_at, edition_id collate "C", notice_id collate "C", delivery_id'

const unsettled = stateList(deliveryStates.filter((state) => !isSettled(state)))

const dueRow = z.object({ dueAt: instant.nullable() })

/** When the next delivery can be claimed, or a lease of one that is being sent runs out; null when none is left but those of paused quarters. */
export async function nextDueAt(
  store: Store,
  { mailIds }: { readonly mailIds?: readonly string[] } = {},
): Promise<Instant | null> {
  const row = await selectRow(
    store.pool,
    dueRow,
    `select min(case when state = 'sending' then lease_until_at else coalesce(not_before_at, queued_at) end) as "dueAt"
     from deliveries
     where state in (${unsettled}) and ${isOfMails('$1')} and (state = 'sending' or ${isNotPaused})`,
    [mailIds ?? null],
  )
  return row?.dueAt ?? null
}
