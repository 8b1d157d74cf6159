import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Review } from '../../domain/review/review.ts'
import { openStoredReview } from '../adapters/store/review/a-review.ts'
import { hostile } from './people.ts'

/** Asks the reviewers of `core` about a quarter that was measured. */
export async function askReviewers(
  store: Store,
  quarter: string,
  changes: Partial<Review> = {},
): Promise<Review> {
  const latest = await latestReconciliation(store, quarter)
  if (latest === null) throw new Error(`${quarter} was not measured`)
  const teams = [{ teamId: 'core', name: `Core ${hostile}` }]
  return await openStoredReview(store, { ...changes, quarter }, teams, latest.reconciliationId)
}
