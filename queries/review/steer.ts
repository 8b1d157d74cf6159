import { askForReminder, moveReview, type ReviewChange } from '../../adapters/store/review/moves.ts'
import { lockReview } from '../../adapters/store/review/reviews.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Queryable } from '../../adapters/store/sql/session.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Review } from '../../domain/review/review.ts'
import { type ReviewEvent, stateOf, takesAnswers } from '../../domain/review/states.ts'
import { mayRemind } from '../../domain/review/times.ts'
import type { AuditAction } from '../../domain/sign-in/audit-action.ts'

/** What an admin may do with a review. */
export const reviewSteps = ['approve', 'rebuild', 'close', 'cancel', 'remind'] as const

export type ReviewStepName = (typeof reviewSteps)[number]

const eventOf: Readonly<Record<Exclude<ReviewStepName, 'remind'>, ReviewEvent>> = {
  approve: 'approved',
  rebuild: 'rebuild asked',
  close: 'closed',
  cancel: 'cancelled',
}

const actionOf: Readonly<Record<ReviewStepName, AuditAction>> = {
  approve: 'approve review',
  rebuild: 'rebuild review',
  close: 'close review',
  cancel: 'cancel review',
  remind: 'remind review',
}

export type Steered =
  | { readonly kind: 'done'; readonly review: Review }
  /** The transition table doesn't allow it in this state. */
  | { readonly kind: 'not possible'; readonly state: Review['state'] }
  /** The last reminder is too near. */
  | { readonly kind: 'reminded just now' }
  /** What was approved isn't what would be sent: the report was made anew since. */
  | { readonly kind: 'made anew' }

/** Whether a review stands where a step leads, as where its button was pressed twice. */
export function isTaken(step: ReviewStepName, state: Review['state']): boolean {
  return step !== 'remind' && stateOf(eventOf[step]) === state
}

export interface Steering {
  readonly reviewId: string
  readonly step: ReviewStepName
  readonly actor: string
  /** The figures that the approver looked at; null approves those that are there. */
  readonly reconciliationId?: string | null
  readonly nowAt: Instant
}

/** Takes a review a step further in an admin's name. Whoever calls it tells the workflow. */
export function steerReview(store: Store, steering: Steering): Promise<Steered> {
  const { reviewId, step, actor, nowAt } = steering
  return inTransaction(store, async (client) => {
    const review = await lockReview(client, reviewId)
    if (review === null) throw new Error(`there is no review ${reviewId}`)
    const refusal = await takeStep(client, review, steering)
    if (refusal !== null) return refusal
    const { state: before, quarter } = review
    await addAuditEntry(client, {
      ...{ changedAt: nowAt, actor, action: actionOf[step], subject: `review of ${quarter}` },
      ...{ before, after: step === 'remind' ? 'reminder asked' : stateOf(eventOf[step]) },
    })
    return { kind: 'done', review }
  })
}

/** Null where it was taken. */
async function takeStep(
  on: Queryable,
  review: Review,
  { step, actor, reconciliationId = null, nowAt }: Steering,
): Promise<Exclude<Steered, { readonly kind: 'done' }> | null> {
  const { reviewId, state } = review
  if (step === 'remind') {
    if (!takesAnswers(state)) return { kind: 'not possible', state }
    if (!mayRemind(latest(review.remindedAt, review.remindAskedAt), nowAt))
      return { kind: 'reminded just now' }
    await askForReminder(on, reviewId, nowAt)
    return null
  }
  const isApproval = step === 'approve'
  if (isApproval && reconciliationId !== null && reconciliationId !== review.reconciliationId)
    return { kind: 'made anew' }
  const change: ReviewChange = {
    ...(isApproval && { approvedAt: nowAt, approvedBy: actor }),
    // Silence is told by the day on which the time for answers really ended.
    ...(step === 'close' && { deadlineAt: nowAt }),
  }
  const isMoved = await moveReview(on, reviewId, eventOf[step], { ...change, nowAt })
  return isMoved ? null : { kind: 'not possible', state }
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}
