import { z } from 'zod'
import { type Delivery, deliveryStates } from '../../../../domain/deliver/delivery.ts'
import { isSettled, statesBefore } from '../../../../domain/deliver/states.ts'
import { instant, uuid, wholeNumber } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeText } from '../../sql/sanitize-text.ts'
import type { Queryable } from '../../sql/session.ts'
import { selectList } from '../../sql/table.ts'
import { isNotPaused } from '../delivery-pauses.ts'
import { isDraft, isOfMails } from '../mails.ts'
import { stateList } from '../state-list.ts'
import { deliveryRow } from '../tables.ts'

/** A delivery that is ours to send until the lease runs out. */
export interface ClaimedDelivery {
  readonly delivery: Delivery
  readonly attemptId: string
  /** How often the server has put it off since a person last settled it; attempts that never reached a server aren't among them. */
  readonly deferrals: number
  readonly leaseUntilAt: Instant
  /** The mail's date: when it was claimed for the first attempt whose bytes a server may have seen, or else for this one. */
  readonly datedAt: Instant
}

/** Which deliveries are due. */
export interface DueRequest {
  readonly nowAt: Instant
  /** Those of these editions and notices only; of all without it. */
  readonly mailIds?: readonly string[]
  /** Those to these addresses only, and drafts; to all without it. */
  readonly onlyTo?: readonly string[]
}

export interface ClaimRequest extends DueRequest {
  readonly leaseMs: number
  /** Claims as many at most. */
  readonly limit: number
  /** Who claims, for the attempt's row. */
  readonly worker: string
}

/** How many deliveries to a domain may be claimed; none to a domain that is not among them. */
export interface DomainQuota {
  readonly domain: string
  /** As `recipientDomain` has it: in the letters in which addresses are written. */
  readonly spelling: string
  readonly most: number
}

const claimRow = deliveryRow.extend({
  attemptId: uuid,
  deferrals: wholeNumber,
  leaseUntilAt: instant,
  datedAt: instant,
})

const claimable = stateList(statesBefore('sending'))

/** Whether a delivery may be claimed: queued, or deferred until a time that has come, and of no paused quarter. */
export const isDue = `state in (${claimable}) and coalesce(not_before_at <= $1, true)
  and ${isOfMails('$2')} and ($3::text[] is null or recipient_email = any($3) or ${isDraft}) and ${isNotPaused}`

/** What `isDue` takes as the first parameters. */
export function dueValues({ nowAt, mailIds, onlyTo }: DueRequest): unknown[] {
  return [timestampOf(nowAt), mailIds ?? null, onlyTo ?? null]
}

/** The domain of a delivery's address in its own letters; `domainOf` tells which are one. */
export const recipientDomain = `lower(split_part(recipient_email, '@', -1))`

/**
 * Claims the deliveries that have waited longest, if any are due. Those of one edition or notice come together. One statement claims
 * them and opens their attempts; rows that others are claiming are passed over. The attempts' ids come with their rows: to find them
 * again, the database would compare each new attempt with each row, for it expects one of both.
 *
 * @param quotas where the domains have some, for each spelling; those of one domain share what it may have
 */
export async function claimDue(
  on: Queryable,
  request: ClaimRequest,
  quotas: readonly DomainQuota[] | null = null,
): Promise<ClaimedDelivery[]> {
  const rows = await selectRows(
    on,
    claimRow,
    `with due as (
       select delivery_id from deliveries
       where ${isDue} and ($7::text[] is null or delivery_id in (
         select delivery_id from (
           select delivery_id, most, row_number() over (partition by domain order by ${inOrder}) as place
           from deliveries join unnest($7::text[], $8::text[], $9::integer[]) as quota(spelling, domain, most)
             on spelling = ${recipientDomain} where ${isDue}) placed where place <= most))
       order by ${inOrder} limit $6 for update skip locked),
     d as (
       update deliveries set state = 'sending', attempts = attempts + 1, not_before_at = null, lease_until_at = $4
       from due where deliveries.delivery_id = due.delivery_id returning deliveries.*, gen_random_uuid() as attempt_id),
     attempt as (
       insert into delivery_attempts (attempt_id, delivery_id, attempt_number, worker, claimed_at)
       select attempt_id, delivery_id, attempts, $5, $1::timestamptz from d)
     select ${selectList(deliveryRow, 'd')}, d.attempt_id as "attemptId", d.lease_until_at as "leaseUntilAt",
       (select count(*)::integer from delivery_attempts a
        where a.delivery_id = d.delivery_id and a.outcome = 'deferred' and a.attempt_number > coalesce(
          (select max(attempts_before) from delivery_settlements s where s.delivery_id = d.delivery_id), 0)) as deferrals,
       coalesce((select min(claimed_at) from delivery_attempts a where a.delivery_id = d.delivery_id and a.handed_over),
         $1) as "datedAt"
     from d order by ${inOrder}`,
    [
      ...dueValues(request),
      timestampOf(request.nowAt + request.leaseMs),
      sanitizeText(request.worker).value,
      request.limit,
      quotas?.map(({ spelling }) => spelling) ?? null,
      quotas?.map(({ domain }) => domain) ?? null,
      quotas?.map(({ most }) => most) ?? null,
    ],
  )
  return rows.map(({ attemptId, deferrals, leaseUntilAt, datedAt, ...delivery }) => ({
    delivery,
    attemptId,
    deferrals,
    leaseUntilAt,
    datedAt,
  }))
}

/** Whoever has waited longest first; of those queued at once, the readers of one mail together, so that it is built once. */
const inOrder = 'queued_at, edition_id collate "C", notice_id collate "C", delivery_id'

const unsettled = stateList(deliveryStates.filter((state) => !isSettled(state)))

const dueRow = z.object({ dueAt: instant.nullable() })

/**
 * When the next delivery can be claimed, or a lease of one that is being sent runs out; null when none is left but those of paused
 * quarters.
 */
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
