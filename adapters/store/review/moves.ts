import type { Instant } from '../../../domain/instant.ts'
import type { Review } from '../../../domain/review/review.ts'
import { isOver, type ReviewEvent, stateOf, statesBefore } from '../../../domain/review/states.ts'
import { timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'

/** What an event changes besides the state. */
export type ReviewChange = Partial<
  Pick<
    Review,
    'reconciliationId' | 'openedAt' | 'deadlineAt' | 'approvedAt' | 'approvedBy' | 'runAuthorisationId'
  >
>

/**
 * Records an event: one conditional update. @returns false, and nothing changed, where the transition table doesn't allow it now
 */
export async function moveReview(
  on: Queryable,
  reviewId: string,
  event: ReviewEvent,
  { nowAt, ...change }: ReviewChange & { readonly nowAt: Instant },
): Promise<boolean> {
  const to = stateOf(event)
  const { rowCount } = await on.query(
    `update reviews set state = $2, ended_at = $4,
       reconciliation_id = coalesce($5, reconciliation_id), opened_at = coalesce($6, opened_at),
       deadline_at = coalesce($7, deadline_at), approved_at = coalesce($8, approved_at),
       approved_by = coalesce($9, approved_by), run_authorisation_id = coalesce($10, run_authorisation_id)
     where review_id = $1 and state = any($3)`,
    [
      reviewId,
      to,
      statesBefore(event),
      isOver(to) ? timestampOf(nowAt) : null,
      change.reconciliationId ?? null,
      timestampOf(change.openedAt ?? null),
      timestampOf(change.deadlineAt ?? null),
      timestampOf(change.approvedAt ?? null),
      change.approvedBy ? sanitizeText(change.approvedBy).value : null,
      change.runAuthorisationId ?? null,
    ],
  )
  return rowCount === 1
}

/** Ties a review that isn't over to another authorisation and workflow, which take it up again. */
export async function reassignReview(
  on: Queryable,
  {
    reviewId,
    runAuthorisationId,
    workflowId,
  }: Pick<Review, 'reviewId' | 'runAuthorisationId' | 'workflowId'>,
): Promise<void> {
  await on.query(`update reviews set run_authorisation_id = $2, workflow_id = $3 where review_id = $1`, [
    reviewId,
    runAuthorisationId,
    workflowId,
  ])
}

/** Counts a round of reminders. */
export async function countReminder(on: Queryable, reviewId: string, nowAt: Instant): Promise<void> {
  await on.query(`update reviews set reminders = reminders + 1, reminded_at = $2 where review_id = $1`, [
    reviewId,
    timestampOf(nowAt),
  ])
}

/** Notes that an admin wants reviewers reminded. */
export async function askForReminder(on: Queryable, reviewId: string, nowAt: Instant): Promise<void> {
  await on.query(`update reviews set remind_asked_at = $2 where review_id = $1`, [
    reviewId,
    timestampOf(nowAt),
  ])
}
