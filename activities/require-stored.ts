import { loadReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import { loadEdition } from '../adapters/store/report/editions.ts'
import { loadReview } from '../adapters/store/review/reviews.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Reconciliation } from '../domain/reconcile/dataset/reconciliation.ts'
import type { Edition } from '../domain/report/content/edition.ts'
import type { Review } from '../domain/review/review.ts'
import { ResultMissingError } from './errors.ts'

/** @throws ResultMissingError */
export async function requireReconciliation(store: Store, reconciliationId: string): Promise<Reconciliation> {
  const reconciliation = await loadReconciliation(store, reconciliationId)
  if (reconciliation === null) throw new ResultMissingError(`there is no reconciliation ${reconciliationId}`)
  return reconciliation
}

/** @throws ResultMissingError */
export async function requireEdition(store: Store, editionId: string): Promise<Edition> {
  const edition = await loadEdition(store, editionId)
  if (edition === null) throw new ResultMissingError(`there is no edition ${editionId}`)
  return edition
}

/** @throws ResultMissingError */
export async function requireReview(store: Store, reviewId: string): Promise<Review> {
  const review = await loadReview(store.pool, reviewId)
  if (review === null) throw new ResultMissingError(`there is no review ${reviewId}`)
  return review
}
