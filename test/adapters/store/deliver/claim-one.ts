import {
  type ClaimedDelivery,
  type ClaimRequest,
  claimDue,
} from '../../../../adapters/store/deliver/send/claim.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'

/** Claims the delivery that has waited longest, if any is due. */
export async function claimOne(
  store: Store,
  request: Omit<ClaimRequest, 'limit'>,
): Promise<ClaimedDelivery | null> {
  const [claimed = null] = await claimDue(store.pool, { ...request, limit: 1 })
  return claimed
}
