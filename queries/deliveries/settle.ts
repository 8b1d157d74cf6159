import { makeSettlement, type SettlementMade } from '../../adapters/store/deliver/settlements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type RefusedReason, reasonOf, type SettlementDecision } from '../../domain/deliver/settlement.ts'
import { parseEmail } from '../../domain/email.ts'
import { uuid } from '../../domain/fields.ts'
import type { Instant } from '../../domain/instant.ts'

/** A decision as a person gives it. */
export interface SettlementGiven {
  readonly deliveryId: string
  readonly decision: SettlementDecision
  /** The evidence that it arrived, or why it is sent again or not at all. */
  readonly because: string
  /** A mended address, for a mail that is sent again; null or blank for the one that it has. */
  readonly address: string | null
  readonly actor: string
  readonly nowAt: Instant
}

export type SettlementResult =
  | SettlementMade
  | { readonly kind: RefusedReason }
  | { readonly kind: 'no address'; readonly given: string }
  /** An address is mended only where the mail goes there. */
  | { readonly kind: 'address not used' }

/** What a person decides about a mail; the change and its entry in the audit trail are one. */
export function settleDelivery(store: Store, given: SettlementGiven): Promise<SettlementResult> {
  const { because, refused } = reasonOf(given.because)
  if (refused !== null) return Promise.resolve({ kind: refused })
  if (!uuid.safeParse(given.deliveryId).success) return Promise.resolve({ kind: 'unknown' })
  const address = given.address?.trim() ?? ''
  const mendedEmail = address === '' ? null : parseEmail(address)
  if (address !== '' && given.decision !== 'send again') return Promise.resolve({ kind: 'address not used' })
  if (address !== '' && mendedEmail === null) return Promise.resolve({ kind: 'no address', given: address })
  const { deliveryId, decision, actor, nowAt } = given
  return makeSettlement(store, { deliveryId, decision, because, mendedEmail, actor, nowAt })
}
