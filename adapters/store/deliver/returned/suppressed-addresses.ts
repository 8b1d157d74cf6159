import { z } from 'zod'
import { type NoticeKind, noticeKinds } from '../../../../domain/deliver/readers/notice.ts'
import {
  type MailKind,
  mailKindOf,
  type SuppressedMails,
  suppressibleMails,
} from '../../../../domain/deliver/readers/unsubscribe.ts'
import { waitingStates } from '../../../../domain/deliver/states.ts'
import { type Immutable, instant, text, uuid } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import { emailKey } from '../../../../domain/text/email.ts'
import { addAuditEntry } from '../../sign-in/audit.ts'
import type { Store } from '../../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import type { Queryable } from '../../sql/session.ts'
import { describeTable, selectFrom } from '../../sql/table.ts'
import { isOfMails } from '../mails.ts'
import { stateList } from '../state-list.ts'

const suppressedAddressRow = z.object({
  addressKey: text,
  mails: z.enum(suppressibleMails),
  suppressedAt: instant,
  because: text,
  deliveryId: uuid,
})

/** An address that some mails aren't sent to, since its reader complained about one, or unsubscribed from their kind. */
export type SuppressedAddress = Immutable<z.infer<typeof suppressedAddressRow>>

export const suppressedAddressTable = describeTable('suppressed_addresses', suppressedAddressRow, {
  key: ['addressKey', 'mails'],
})

interface AddressToSuppress {
  readonly email: string
  readonly mails: SuppressedMails
  readonly because: string
  /** The mail that its reader complained about, or by whose link they unsubscribed. */
  readonly deliveryId: string
  readonly actor: string
  readonly nowAt: Instant
}

const waiting = stateList(waitingStates)

const waitingRow = z.object({
  deliveryId: uuid,
  recipientEmail: text,
  noticeKind: z.enum(noticeKinds).nullable(),
})

/** The kind of a delivery that brings a notice, or an edition; null of a draft. */
export function kindOfMail(noticeKind: NoticeKind | null): MailKind | null {
  return noticeKind === null ? 'reports' : mailKindOf(noticeKind)
}

/**
 * Keeps mails, or one kind of them, from an address: what waits for it is suppressed, and so is what is queued later. Part of the
 * caller's transaction.
 */
export async function suppressAddress(
  client: Queryable,
  { email, mails, because, deliveryId, actor, nowAt }: AddressToSuppress,
): Promise<void> {
  const key = emailKey(email)
  // First, as whoever settles it does: the insert's key would take it after the table, for which a settlement waits that holds the mail.
  await client.query('select from deliveries where delivery_id = $1 for key share', [deliveryId])
  const { rowCount } = await client.query(
    `insert into suppressed_addresses (address_key, mails, suppressed_at, because, delivery_id)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [key, mails, timestampOf(nowAt), because, deliveryId],
  )
  await suppressWaiting(client, [{ addressKey: key, mails, because }])
  if (rowCount === 0) return
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor,
    action: mails === 'all' ? 'suppress address' : 'unsubscribe',
    subject: mails === 'all' ? email : `${email} from ${mails}`,
    before: null,
    after: because,
  })
}

/** Joins each row of an insert to why mails of a kind are kept from its `"addressKey"`; `kind` is a parameter, such as `$3`. */
export function whySuppressed(kind: string): string {
  return `left join lateral (select because from suppressed_addresses
       where address_key = "addressKey" and mails in ('all', ${kind}::text) order by mails collate "C" limit 1) s on true`
}

/** What an address gets no more, and why. */
type Stopped = Pick<SuppressedAddress, 'addressKey' | 'mails' | 'because'>

/**
 * Suppresses what waits for an address although its reader stopped such mails: it was being sent at that moment, and came back to wait.
 */
export async function suppressStopped(store: Store, mailIds: readonly string[]): Promise<void> {
  const stopped = await listSuppressedAddresses(store)
  if (stopped.length > 0) await suppressWaiting(store.pool, stopped, mailIds)
}

/** @param mailIds of editions and notices; null for all */
async function suppressWaiting(
  on: Queryable,
  stopped: readonly Stopped[],
  mailIds: readonly string[] | null = null,
): Promise<void> {
  const rows = await selectRows(
    on,
    waitingRow,
    `select delivery_id as "deliveryId", recipient_email as "recipientEmail", n.kind as "noticeKind"
     from deliveries d left join notices n on n.notice_id = d.notice_id
     where state in (${waiting}) and sign_in_link_hash is null and ${isOfMails('$1', 'd')}
       and split_part(recipient_email, '@', 1) = any($2)`,
    [mailIds, stopped.map(({ addressKey }) => addressKey.slice(0, addressKey.indexOf('@')))],
  )
  for (const { addressKey, mails, because } of stopped) {
    const its = rows.filter(
      ({ recipientEmail, noticeKind }) =>
        emailKey(recipientEmail) === addressKey && (mails === 'all' || mails === kindOfMail(noticeKind)),
    )
    if (its.length === 0) continue
    await on.query(
      `update deliveries set state = 'suppressed', last_reply = $2, not_before_at = null
       where delivery_id = any($1) and state in (${waiting})`,
      [its.map((each) => each.deliveryId), because],
    )
  }
}

/**
 * Why mails of a kind are kept from an address; null where they aren't. Whoever would keep them from it waits until the caller's
 * transaction ends, and then finds what it has queued.
 */
export async function whyKeptFrom(client: Queryable, email: string, kind: MailKind): Promise<string | null> {
  await client.query('lock table suppressed_addresses in share mode')
  const row = await selectRow(
    client,
    z.object({ because: text.nullable() }),
    `select because from (select $1::text as "addressKey") of ${whySuppressed('$2')}`,
    [emailKey(email), kind],
  )
  return row?.because ?? null
}

/** The addresses that mails are kept from, the latest first. */
export function listSuppressedAddresses(store: Store): Promise<SuppressedAddress[]> {
  return selectRows(
    store.pool,
    suppressedAddressTable.row,
    `${selectFrom(suppressedAddressTable)} order by suppressed_at desc, address_key collate "C", mails collate "C"`,
  )
}

export interface AddressToAllow {
  readonly email: string
  /** What is allowed again; null for all that was suppressed. */
  readonly mails: SuppressedMails | null
  readonly because: string
  readonly actor: string
  readonly nowAt: Instant
}

/**
 * Lets mails be queued for an address again; those that were suppressed stay so until a person queues them.
 * @returns false where it was allowed before
 */
export function allowAddress(
  store: Store,
  { email, mails, because, actor, nowAt }: AddressToAllow,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      'delete from suppressed_addresses where address_key = $1 and ($2::text is null or mails = $2)',
      [emailKey(email), mails],
    )
    if (rowCount === 0) return false
    await addAuditEntry(client, {
      changedAt: nowAt,
      actor,
      action: 'allow address',
      subject: mails === null || mails === 'all' ? email : `${email} for ${mails}`,
      before: 'suppressed',
      after: because,
    })
    return true
  })
}
