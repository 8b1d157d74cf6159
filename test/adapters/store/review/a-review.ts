import { randomUUID } from 'node:crypto'
import { addReviewTeams } from '../../../../adapters/store/review/answers.ts'
import { moveReview } from '../../../../adapters/store/review/moves.ts'
import { addReview } from '../../../../adapters/store/review/reviews.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { newReview, type Review } from '../../../../domain/review/review.ts'
import { deadlineOf } from '../../../../domain/review/times.ts'
import { nowAt } from '../test-store.ts'

/** A review that was just begun. */
export function aBegunReview(changes: Partial<Review> = {}): Review {
  return {
    ...newReview({
      reviewId: randomUUID(),
      quarter: '2026-Q2',
      asOfAt: nowAt,
      answerDays: 5,
      needsApproval: false,
      startedAt: nowAt,
      startedBy: 'ada@company.example',
      workflowId: 'review-2026-Q2',
      runAuthorisationId: randomUUID(),
    }),
    ...changes,
  }
}

/** Begins a review and opens it for these teams. */
export async function openStoredReview(
  store: Store,
  changes: Partial<Review> = {},
  teams: readonly { readonly teamId: string; readonly name: string }[] = [{ teamId: 'core', name: 'Core' }],
  reconciliationId: string | null = null,
): Promise<Review> {
  const review = aBegunReview(changes)
  await addReview(store.pool, review)
  const deadlineAt = deadlineOf(nowAt, review.answerDays, 'Europe/Berlin')
  const opened = { openedAt: nowAt, deadlineAt, reconciliationId, nowAt }
  await moveReview(store.pool, review.reviewId, 'drafted', opened)
  await addReviewTeams(store.pool, review.reviewId, teams)
  return { ...review, state: 'open', openedAt: nowAt, deadlineAt, reconciliationId }
}
