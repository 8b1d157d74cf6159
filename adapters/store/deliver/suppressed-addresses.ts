import { z } from 'zod'
import { statesBefore } from '../../../domain/deliver/states.ts'
import { emailKey } from '../../../domain/email.ts'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { stateList } from './state-list.ts'

const suppressedAddressRow = z.object({
  addressKey: text,
  suppressedAt: instant,
  because: text,
  deliveryId: uuid,
})

/** An address to which nothing is sent, since its reader complained about a mail. */
export type SuppressedAddress = Immutable<z.infer<typeof suppressedAddressRow>>

export const suppressedAddressTable = describeTable('suppressed_addresses', suppressedAddressRow, {
  key: ['addressKey'],
})

interface AddressToSuppress {
  readonly email: string
  readonly because: string
  /** The mail that its reader complained about. */
  readonly deliveryId: string
  readonly actor: string
  readonly nowAt: Instant
}

const waiting = stateList(statesBefore('suppressed'))

const waitingRow = z.object({ deliveryId: uuid, recipientEmail: text })

/** Keeps mails from an address: what waits for it is suppressed, and so is what is queued later. Part of the caller's transaction. */
export async function suppressAddress(
  client: Queryable,
  { email, because, deliveryId, actor, nowAt }: AddressToSuppress,
): Promise<void> {
  const key = emailKey(email)
  const { rowCount } = await client.query(
    `insert into suppressed_addresses (address_key, suppressed_at, because, delivery_id)
     values ($1, $2, $3, $4) on conflict do nothing`,
    [key, timestampOf(nowAt), because, deliveryId],
  )
  const mails = await selectRows(
    client,
    waitingRow,
    `select delivery_id as "deliveryId", recipient_email as "recipientEmail" from deliveries where state in (${waiting})`,
  )
  const toThisAddress = mails.filter(({ recipientEmail }) => emailKey(recipientEmail) === key)
  await client.query(
    `update deliveries set state = 'suppressed', last_reply = $2, not_before_at = null
     where delivery_id = any($1) and state in (${waiting})`,
    [toThisAddress.map((each) => each.deliveryId), because],
  )
  if (rowCount === 0) return
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor,
    action: 'suppress address',
    subject: email,
    before: null,
    after: because,
  })
}

/** The addresses to which nothing is sent, the latest first. */
export function listSuppressedAddresses(store: Store): Promise<SuppressedAddress[]> {
  return selectRows(
    store.pool,
    suppressedAddressTable.row,
    `${selectFrom(suppressedAddressTable)} order by suppressed_at desc, address_key collate "C"`,
  )
}

export interface AddressToAllow {
  readonly email: string
  readonly because: string
  readonly actor: string
  readonly nowAt: Instant
}

/** Lets mails be queued for an address again; those that were suppressed stay so until a person queues them. @returns false where it was allowed */
export function allowAddress(
  store: Store,
  { email, because, actor, nowAt }: AddressToAllow,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query('delete from suppressed_addresses where address_key = $1', [
      emailKey(email),
    ])
    if (rowCount === 0) return false
    await addAuditEntry(client, {
      changedAt: nowAt,
      actor,
      action: 'allow address',
      subject: email,
      before: 'suppressed',
      after: because,
    })
    return true
  })
}
