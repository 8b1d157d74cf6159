import { z } from 'zod'
import type { Delivery, DeliveryState, SendOutcome } from '../../../domain/deliver/delivery.ts'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { stateAfter } from '../../../domain/deliver/states.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import { instantColumn, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { stripJson, stripText } from '../sql/sanitize-text.ts'
import { type Claim, endAttempt, noteHandingOver } from './attempts.ts'
import { deliveryColumns, deliveryShape } from './delivery-row.ts'

export interface NewDelivery {
  readonly editionId: string
  readonly recipientEmail: string
  readonly recipientName: string
  /** Why nothing is to be sent; null queues it. */
  readonly suppressedBecause: string | null
}

/** A delivery that is ours to send until the lease runs out. */
export interface ClaimedDelivery {
  readonly delivery: Delivery
  readonly attemptId: string
  /** How often the server has put it off before; attempts that never reached a server aren't among them. */
  readonly deferrals: number
  readonly leaseUntilAt: Instant
}

/** The claim is gone: its lease ran out and the delivery was given back, or its outcome is known. Send nothing. */
export class DeliveryClaimLostError extends Error {
  override readonly name = 'DeliveryClaimLostError'

  constructor(deliveryId: string) {
    super(`The claim on delivery ${deliveryId} is gone, so nothing was sent on it`)
  }
}

/** Adds what isn't there yet: one delivery for each edition and address, whatever its case. @returns how many were new */
export async function queueDeliveries(
  store: Store,
  rows: readonly NewDelivery[],
  nowAt: Instant,
): Promise<number> {
  const lowerCased = rows.map((row) => ({ ...row, recipientEmail: row.recipientEmail.toLowerCase() }))
  const { rowCount } = await store.pool.query(
    `insert into deliveries (edition_id, recipient_email, recipient_name, state, queued_at, last_reply)
     select "editionId", "recipientEmail", "recipientName",
       case when "suppressedBecause" is null then 'queued' else 'suppressed' end, $2, "suppressedBecause"
     from json_to_recordset($1::json)
       as input("editionId" text, "recipientEmail" text, "recipientName" text, "suppressedBecause" text)
     on conflict (edition_id, recipient_email) do nothing`,
    [stripJson(lowerCased).value, timestampOf(nowAt)],
  )
  return rowCount ?? 0
}

export interface ClaimRequest {
  readonly nowAt: Instant
  readonly leaseMs: number
  /** Claims deliveries of these editions only; of all without it. */
  readonly editionIds?: readonly string[]
  /** Who claims, for the attempt's row. */
  readonly worker: string
}

const claimRow = z.object({
  ...deliveryShape,
  attemptId: z.string(),
  deferrals: z.number(),
  leaseUntilAt: instantColumn,
})

/**
 * Claims the delivery that has waited longest, if any is due: queued, or deferred until a time that has come.
 * One statement claims it and opens its attempt; rows that others are claiming are passed over.
 */
export async function claimNext(store: Store, request: ClaimRequest): Promise<ClaimedDelivery | null> {
  const row = await selectRow(
    store.pool,
    claimRow,
    `with due as (
       select delivery_id from deliveries
       where state in ('queued', 'deferred') and coalesce(not_before_at <= $1, true)
         and ($3::text[] is null or edition_id = any($3))
       order by queued_at, delivery_id for update skip locked limit 1),
     d as (
       update deliveries set state = 'sending', attempts = attempts + 1, not_before_at = null, lease_until_at = $2
       from due where deliveries.delivery_id = due.delivery_id returning deliveries.*),
     attempt as (
       insert into delivery_attempts (delivery_id, attempt_number, worker, claimed_at)
       select delivery_id, attempts, $4, $1::timestamptz from d returning attempt_id)
     select ${deliveryColumns}, attempt_id as "attemptId", d.lease_until_at as "leaseUntilAt",
       (select count(*)::integer from delivery_attempts a
        where a.delivery_id = d.delivery_id and a.outcome = 'deferred') as deferrals
     from d, attempt`,
    [
      timestampOf(request.nowAt),
      timestampOf(request.nowAt + request.leaseMs),
      request.editionIds ?? null,
      stripText(request.worker).value,
    ],
  )
  if (row === null) return null
  const { attemptId, deferrals, leaseUntilAt, ...delivery } = row
  return { delivery, attemptId, deferrals, leaseUntilAt }
}

/**
 * Notes that the message's bytes are about to reach the server: from here on only an answer can tell what became of it.
 * Servers may take ten minutes for that answer (RFC 5321 4.5.3.2.6): `leaseUntilAt` makes the lease long enough.
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
    state: 'queued',
    outcome: 'interrupted',
    smtpCode: null,
    reply: back.reply,
    nowAt: back.nowAt,
    notBeforeAt: back.notBeforeAt ?? null,
  })
}

export interface InterruptedDeliveries {
  /** Handed over or perhaps handed over: nobody can tell. */
  readonly ambiguous: number
  /** Certainly not sent: queued again. */
  readonly requeued: number
}

const interruptedRow = z.object({ ambiguous: z.number(), requeued: z.number() })

export interface InterruptionCheck {
  readonly nowAt: Instant
  readonly staleBeforeAt: Instant
  /** Looks at these editions only; at all without it. */
  readonly editionIds?: readonly string[]
}

/** Settles what a dead process left `sending`: deliveries whose lease had run out by `staleBeforeAt`. */
export async function markInterrupted(
  store: Store,
  { nowAt, staleBeforeAt, editionIds }: InterruptionCheck,
): Promise<InterruptedDeliveries> {
  const row = await selectRow(
    store.pool,
    interruptedRow,
    `with stale as (
       select delivery_id, attempts from deliveries
       where state = 'sending' and lease_until_at <= $2 and ($5::text[] is null or edition_id = any($5))
       for update skip locked),
     attempt as (
       update delivery_attempts a
       set ended_at = $1, outcome = case when handed_over then 'ambiguous' else 'interrupted' end,
         reply = case when handed_over then $3 else $4 end
       from stale where a.delivery_id = stale.delivery_id and a.attempt_number = stale.attempts
       returning a.delivery_id, a.handed_over, a.reply),
     settled as (
       update deliveries d
       set state = case when handed_over then 'ambiguous' else 'queued' end, last_reply = reply, lease_until_at = null
       from attempt where d.delivery_id = attempt.delivery_id returning d.state)
     select (count(*) filter (where state = 'ambiguous'))::integer as ambiguous,
       (count(*) filter (where state = 'queued'))::integer as requeued from settled`,
    [
      timestampOf(nowAt),
      timestampOf(staleBeforeAt),
      'The sending process ended while it handed the mail over; whether it arrived is not known.',
      'The sending process ended before it handed the mail over; it was queued again.',
      editionIds ?? null,
    ],
  )
  return row ?? { ambiguous: 0, requeued: 0 }
}

const dueRow = z.object({ dueAt: instantColumn.nullable() })

/** When the next delivery can be claimed, or a lease of one that is being sent runs out; null when none is left. */
export async function nextDueAt(
  store: Store,
  { editionIds }: { readonly editionIds?: readonly string[] } = {},
): Promise<Instant | null> {
  const row = await selectRow(
    store.pool,
    dueRow,
    `select min(case when state = 'sending' then lease_until_at else coalesce(not_before_at, queued_at) end) as "dueAt"
     from deliveries
     where state in ('queued', 'deferred', 'sending') and ($1::text[] is null or edition_id = any($1))`,
    [editionIds ?? null],
  )
  return row?.dueAt ?? null
}

/** A delivery as a list shows it. */
export interface ListedDelivery extends Delivery {
  readonly quarter: QuarterId
  readonly kind: Edition['kind']
  readonly subject: string
}

const listedRow: z.ZodType<ListedDelivery> = z.object({
  ...deliveryShape,
  quarter: z.string(),
  kind: z.enum(['pre-planning', 'final']),
  subject: z.string(),
})

export interface DeliveryFilter {
  readonly quarter?: QuarterId
  readonly editionIds?: readonly string[]
}

const filtered = `($1::text is null or e.quarter = $1) and ($2::text[] is null or e.edition_id = any($2))`

function filterValues({ quarter, editionIds }: DeliveryFilter): unknown[] {
  return [quarter ?? null, editionIds ?? null]
}

/** Deliveries by quarter, edition and address. */
export function listDeliveries(store: Store, filter: DeliveryFilter = {}): Promise<ListedDelivery[]> {
  return selectRows(
    store.pool,
    listedRow,
    `select ${deliveryColumns}, e.quarter, e.kind, e.subject from deliveries d join editions e using (edition_id)
     where ${filtered}
     order by e.quarter, e.kind collate "C", e.audience collate "C", e.scope_key collate "C", d.recipient_email collate "C"`,
    filterValues(filter),
  )
}

const countRow = z.object({ state: z.enum(deliveryStates), deliveries: z.number() })

/** How many deliveries are in each state; every state is there. */
export async function countDeliveries(
  store: Store,
  filter: DeliveryFilter = {},
): Promise<Record<DeliveryState, number>> {
  const rows = await selectRows(
    store.pool,
    countRow,
    `select d.state, count(*)::integer as deliveries from deliveries d join editions e using (edition_id)
     where ${filtered} group by d.state`,
    filterValues(filter),
  )
  const counts: Record<DeliveryState, number> = {
    suppressed: 0,
    queued: 0,
    sending: 0,
    sent: 0,
    deferred: 0,
    failed: 0,
    ambiguous: 0,
    bounced: 0,
  }
  for (const { state, deliveries } of rows) counts[state] = deliveries
  return counts
}
