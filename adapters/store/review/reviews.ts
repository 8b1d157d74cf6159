import type { QuarterId } from '../../../domain/quarter.ts'
import type { Review } from '../../../domain/review/review.ts'
import { overStates } from '../../../domain/review/states.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'
import { reviewTable } from './tables.ts'

export const over = overStates.map((state) => `'${state}'`).join(', ')

/**
 * Begins a review, unless one of the quarter isn't over, or this very one was begun before. @returns whether it is new
 */
export async function addReview(on: Queryable, review: Review): Promise<boolean> {
  const { rowCount } = await on.query(
    `${insertFrom(reviewTable, inputSet(reviewTable))} on conflict do nothing`,
    [sanitizeJson([review]).value],
  )
  return rowCount === 1
}

/** Null for an unknown id. */
export function loadReview(on: Queryable, reviewId: string): Promise<Review | null> {
  return selectRow(on, reviewTable.row, `${selectFrom(reviewTable)} where review_id = $1`, [reviewId])
}

/** The same, and nobody changes it until the transaction ends. */
export function lockReview(on: Queryable, reviewId: string): Promise<Review | null> {
  return selectRow(on, reviewTable.row, `${selectFrom(reviewTable)} where review_id = $1 for update`, [
    reviewId,
  ])
}

/** The review of a quarter that isn't over; null where there is none. */
export function openReviewOf(on: Queryable, quarter: QuarterId): Promise<Review | null> {
  return selectRow(
    on,
    reviewTable.row,
    `${selectFrom(reviewTable)} where quarter = $1 and state not in (${over})`,
    [quarter],
  )
}

/** The last review of a quarter, over or not; null where there was none. */
export function lastReviewOf(on: Queryable, quarter: QuarterId): Promise<Review | null> {
  return selectRow(
    on,
    reviewTable.row,
    `${selectFrom(reviewTable)} where quarter = $1 order by state in (${over}), started_at desc, review_id limit 1`,
    [quarter],
  )
}

/** The one that an authorisation began for a quarter. */
export function reviewBegunBy(
  on: Queryable,
  { runAuthorisationId, quarter }: Pick<Review, 'runAuthorisationId' | 'quarter'>,
): Promise<Review | null> {
  return selectRow(
    on,
    reviewTable.row,
    `${selectFrom(reviewTable)} where run_authorisation_id = $1 and quarter = $2`,
    [runAuthorisationId, quarter],
  )
}

/** Newest first. */
export function listReviews(store: Store): Promise<Review[]> {
  return selectRows(
    store.pool,
    reviewTable.row,
    `${selectFrom(reviewTable)} order by started_at desc, review_id limit 200`,
  )
}
