import { z } from 'zod'
import { type DeliveryState, deliveryStates } from '../../../../domain/deliver/delivery.ts'
import { waitingStates } from '../../../../domain/deliver/states.ts'
import { instant, text, uuid, wholeNumber } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeText } from '../../sql/sanitize-text.ts'
import type { Queryable } from '../../sql/session.ts'
import { stateList } from '../state-list.ts'
import { markInterrupted } from './interrupted.ts'

/** Whom a link to sign in goes to. */
export interface SignInMail {
  readonly linkHash: string
  readonly email: string
  readonly name: string
  readonly nowAt: Instant
}

/**
 * Queues the mail that brings a link, in the transaction that keeps the link. It goes to addresses that get no other mails too:
 * nobody can lock themselves out. Its content is kept nowhere, for the link's token isn't.
 */
export async function queueSignInMail(
  client: Queryable,
  { linkHash, email, name, nowAt }: SignInMail,
): Promise<void> {
  await client.query(
    `insert into deliveries (sign_in_link_hash, recipient_email, planned_email, recipient_name, state, queued_at)
     values ($1, $2, $2, $3, 'queued', $4)`,
    [linkHash, email, sanitizeText(name).value, timestampOf(nowAt)],
  )
}

/**
 * Settles what no process can send any more: mails of a process that died, and of links that ran out before `expiredBeforeAt`.
 */
export async function settleSignInMails(
  store: Store,
  { nowAt, expiredBeforeAt }: { readonly nowAt: Instant; readonly expiredBeforeAt: Instant },
): Promise<void> {
  const stale = await selectRows(
    store.pool,
    z.object({ linkHash: text }),
    `select sign_in_link_hash as "linkHash" from deliveries
     where sign_in_link_hash is not null and state = 'sending' and lease_until_at <= $1`,
    [timestampOf(nowAt)],
  )
  if (stale.length > 0)
    await markInterrupted(store, {
      nowAt,
      staleBeforeAt: nowAt,
      mailIds: stale.map(({ linkHash }) => linkHash),
    })
  await store.pool.query(
    `update deliveries set state = 'suppressed', not_before_at = null, last_reply = concat_ws(' ', $2::text, last_reply)
     where sign_in_link_hash is not null and queued_at <= $1 and state in (${stateList(waitingStates)})`,
    [timestampOf(expiredBeforeAt), 'The link ran out before it could be mailed.'],
  )
}

/** A mail with a link to sign in, as an admin sees it. */
export interface ListedSignInMail {
  readonly deliveryId: string
  readonly recipientEmail: string
  readonly recipientName: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly queuedAt: Instant
  readonly lastReply: string | null
}

const listedRow: z.ZodType<ListedSignInMail> = z.object({
  deliveryId: uuid,
  recipientEmail: text,
  recipientName: text,
  state: z.enum(deliveryStates),
  attempts: wholeNumber,
  queuedAt: instant,
  lastReply: text.nullable(),
})

/** The mails with links that were asked for since an instant, all or those that didn't simply go out, the latest first. */
export function listSignInMails(
  store: Store,
  sinceAt: Instant,
  which: 'all' | 'unsent',
): Promise<ListedSignInMail[]> {
  return selectRows(
    store.pool,
    listedRow,
    `select delivery_id as "deliveryId", recipient_email as "recipientEmail", recipient_name as "recipientName", state, attempts,
       queued_at as "queuedAt", last_reply as "lastReply"
     from deliveries where sign_in_link_hash is not null and queued_at >= $1 and ($2 or state <> 'sent')
     order by queued_at desc, delivery_id`,
    [timestampOf(sinceAt), which === 'all'],
  )
}
