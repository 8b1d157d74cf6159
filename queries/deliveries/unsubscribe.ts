import type { KeyRing } from '../../adapters/secrets.ts'
import { deliveryIdOf, isSignedFor } from '../../adapters/signed-links.ts'
import { type ListedDelivery, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import {
  allowAddress,
  listSuppressedAddresses,
  suppressAddress,
} from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { type MailKind, mailKindOf } from '../../domain/deliver/readers/unsubscribe.ts'
import type { Instant } from '../../domain/instant.ts'
import { emailKey } from '../../domain/text/email.ts'

/** What a link in a mail stops: for whom, and which kind. */
export interface Unsubscribable {
  readonly deliveryId: string
  readonly email: string
  readonly mails: MailKind
  /** Whether its reader has stopped them. */
  readonly isStopped: boolean
}

/** Null for a link that isn't ours. It holds as long as its mail is known: who wants no more mails may say so at any time. */
export async function unsubscribableBy(
  store: Store,
  token: string,
  keys: KeyRing,
): Promise<Unsubscribable | null> {
  const deliveryId = deliveryIdOf(token)
  const [delivery] = deliveryId === null ? [] : await listDeliveries(store, { deliveryId })
  if (delivery === undefined || !(await isSignedFor(keys, token, 'unsubscribe', delivery))) return null
  const { recipientEmail: email } = delivery
  const mails = kindOf(delivery)
  if (mails === null) return null
  const stopped = await listSuppressedAddresses(store)
  return {
    ...{ deliveryId: delivery.deliveryId, email, mails },
    isStopped: stopped.some((each) => each.addressKey === emailKey(email) && each.mails === mails),
  }
}

/** Stops the kind for the reader; a second time changes nothing. */
export function unsubscribe(
  store: Store,
  { deliveryId, email, mails }: Unsubscribable,
  nowAt: Instant,
): Promise<void> {
  return inTransaction(store, (client) =>
    suppressAddress(client, {
      ...{ email, mails, deliveryId, nowAt },
      because: `unsubscribed from ${mails}`,
      actor: email,
    }),
  )
}

/** Lets the kind be queued for the reader again. What wasn't sent meanwhile stays so, and a complaint is an admin's to lift. */
export async function resubscribe(
  store: Store,
  { email, mails }: Unsubscribable,
  nowAt: Instant,
): Promise<void> {
  await allowAddress(store, { email, mails, because: `wants ${mails} again`, actor: email, nowAt })
}

function kindOf({ kind }: ListedDelivery): MailKind | null {
  return kind === 'pre-planning' || kind === 'final' ? 'reports' : mailKindOf(kind)
}
