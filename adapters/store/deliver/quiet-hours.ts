import { z } from 'zod'
import { statesBefore } from '../../../domain/deliver/states.ts'
import { instant, text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'
import { isDraft, isOfMails } from './mails.ts'
import { stateList } from './state-list.ts'

/** What a run sends, and when. */
export interface DueMails {
  readonly nowAt: Instant
  readonly mailIds: readonly string[]
}

const isDue = `state in (${stateList(statesBefore('sending'))}) and coalesce(not_before_at <= $1, true) and ${isOfMails('$2')}
  and not ${isDraft}`

const dueRow = z.object({ email: text })

/** The addresses of the deliveries that quiet hours may hold and that could be claimed now, each once. */
export async function dueAddresses(store: Store, { nowAt, mailIds }: DueMails): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    dueRow,
    `select distinct recipient_email as email from deliveries where ${isDue}`,
    [timestampOf(nowAt), mailIds],
  )
  return rows.map(({ email }) => email)
}

/**
 * Lets the deliveries to each address that could be claimed now, but for drafts, wait until an instant. Rows that others are claiming
 * are passed over.
 */
export async function holdDeliveries(
  store: Store,
  { nowAt, mailIds }: DueMails,
  waits: readonly { readonly email: string; readonly untilAt: Instant }[],
): Promise<void> {
  if (waits.length === 0) return
  await store.pool.query(
    `with held as (
       select delivery_id, until_at from deliveries
       join unnest($3::text[], $4::timestamptz[]) as wait(email, until_at) on email = recipient_email
       where ${isDue} for update of deliveries skip locked)
     update deliveries set not_before_at = until_at, quiet_until_at = until_at from held where held.delivery_id = deliveries.delivery_id`,
    [
      timestampOf(nowAt),
      mailIds,
      waits.map(({ email }) => email),
      waits.map(({ untilAt }) => timestampOf(untilAt)),
    ],
  )
}

const isHeld = `not_before_at = quiet_until_at and not_before_at > $1 and state in (${stateList(statesBefore('sending'))})
  and ${isOfMails('$2')}`

const heldRow = z.object({ email: text, untilAt: instant })

/** The addresses of the deliveries that quiet hours hold, each with the instant until which they do. */
export function heldAddresses(
  store: Store,
  { nowAt, mailIds }: DueMails,
): Promise<z.infer<typeof heldRow>[]> {
  return selectRows(
    store.pool,
    heldRow,
    `select distinct recipient_email as email, not_before_at as "untilAt" from deliveries where ${isHeld}`,
    [timestampOf(nowAt), mailIds],
  )
}

/** Lets the deliveries to these addresses that quiet hours hold be claimed again. Rows that others are claiming are passed over. */
export async function releaseDeliveries(
  store: Store,
  { nowAt, mailIds }: DueMails,
  emails: readonly string[],
): Promise<void> {
  if (emails.length === 0) return
  await store.pool.query(
    `with held as (
       select delivery_id from deliveries where ${isHeld} and recipient_email = any($3) for update skip locked)
     update deliveries set not_before_at = null, quiet_until_at = null from held
     where held.delivery_id = deliveries.delivery_id`,
    [timestampOf(nowAt), mailIds, emails],
  )
}
