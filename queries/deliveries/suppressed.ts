import { allowAddress } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { SuppressedMails } from '../../domain/deliver/readers/unsubscribe.ts'
import { type RefusedReason, reasonOf } from '../../domain/deliver/settlement.ts'
import type { Instant } from '../../domain/instant.ts'

export { listSuppressedAddresses as suppressedAddresses } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'

export interface AllowanceGiven {
  readonly email: string
  readonly mails: SuppressedMails | null
  readonly because: string
  readonly actor: string
  readonly nowAt: Instant
}

export type Allowance = 'allowed' | 'not suppressed' | RefusedReason

/** Lets mails be queued for an address whose reader had complained or unsubscribed; the change and its entry in the audit trail are one. */
export async function allowReader(store: Store, given: AllowanceGiven): Promise<Allowance> {
  const { because, refused } = reasonOf(given.because)
  if (refused !== null) return refused
  return (await allowAddress(store, { ...given, because })) ? 'allowed' : 'not suppressed'
}
