import { makeSettlement, type SettlementMade } from '../../adapters/store/deliver/returned/settlements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type RefusedReason, reasonOf, type SettlementDecision } from '../../domain/deliver/settlement.ts'
import { uuid } from '../../domain/fields.ts'
import type { Instant } from '../../domain/instant.ts'
import { parseEmail } from '../../domain/text/email.ts'
import { formerReaderOf } from './former-readers.ts'

/** A decision as a person gives it. */
export interface SettlementGiven {
  readonly deliveryId: string
  readonly decision: SettlementDecision
  /** The evidence that it arrived, or why it is sent again or not at all. */
  readonly because: string
  /** A mended address, for a mail that is sent again; null or blank for the one that it has. */
  readonly address: string | null
  /** Whether it is sent again also to a reader whom the plan no longer lists. */
  readonly toFormerReader: boolean
  readonly actor: string
  readonly nowAt: Instant
}

export type SettlementResult =
  | SettlementMade
  | { readonly kind: RefusedReason }
  | { readonly kind: 'no address'; readonly given: string }
  /** The plan no longer lists the reader of a mail that is to be sent again, and nobody said that it goes there all the same. */
  | { readonly kind: 'former reader'; readonly email: string }
  /** An address is mended only where the mail goes there. */
  | { readonly kind: 'address not used' }

/** What a person decides about a mail; the change and its entry in the audit trail are one. */
export async function settleDelivery(store: Store, given: SettlementGiven): Promise<SettlementResult> {
  const { because, refused } = reasonOf(given.because)
  if (refused !== null) return { kind: refused }
  if (!uuid.safeParse(given.deliveryId).success) return { kind: 'unknown' }
  const address = given.address?.trim() ?? ''
  const mendedEmail = address === '' ? null : parseEmail(address)
  if (address !== '' && given.decision !== 'send again') return { kind: 'address not used' }
  if (address !== '' && mendedEmail === null) return { kind: 'no address', given: address }
  const { deliveryId, decision, actor, nowAt } = given
  const isChecked = decision === 'send again' && !given.toFormerReader
  const former = isChecked ? await formerReaderOf(store, deliveryId, mendedEmail) : null
  if (former !== null) return { kind: 'former reader', email: former }
  return await makeSettlement(store, { deliveryId, decision, because, mendedEmail, actor, nowAt })
}
