import { randomUUID } from 'node:crypto'
import { Context } from '@temporalio/activity'
import { addReviewTeams, loadReviewTeams } from '../../adapters/store/review/answers.ts'
import { moveReview } from '../../adapters/store/review/moves.ts'
import { addReview, reviewBegunBy } from '../../adapters/store/review/reviews.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { planZone } from '../../domain/deliver/quiet-hours.ts'
import { type Instant, minuteMs } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { nextReviewStep } from '../../domain/review/next-step.ts'
import { newReview } from '../../domain/review/review.ts'
import { deadlineOf } from '../../domain/review/times.ts'
import { reviewersOf } from '../../domain/sign-in/roles.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { ResultMissingError } from '../errors.ts'
import { planInForce } from '../plan-in-force.ts'
import { requireReconciliation, requireReview } from '../require-stored.ts'

/** The review that a schedule begins. */
export interface ReviewToBegin {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  readonly answerDays: number
  readonly needsApproval: boolean
  readonly runAuthorisationId: string
}

/** What the workflow is to do now: ids and times only. */
export type ReviewTask =
  | { readonly kind: 'draft' | 'rebuild'; readonly quarter: QuarterId; readonly asOfAt: Instant }
  | { readonly kind: 'close' | 'over' }
  | { readonly kind: 'request'; readonly quarter: QuarterId }
  /** The first round is 1. */
  | { readonly kind: 'remind'; readonly quarter: QuarterId; readonly round: number }
  | {
      readonly kind: 'send'
      readonly quarter: QuarterId
      readonly reconciliationId: string
      readonly runAuthorisationId: string
    }
  | { readonly kind: 'wait'; readonly waitMs: number }

/** A change that a page or command made may not have been told: the review is looked at again after so long at the latest. */
const lookAgainMs = 30 * minuteMs

export function reviewActivities({ store, now }: Pick<ActivityDependencies, 'store' | 'now'>) {
  return {
    /** Begins the review that a schedule wants. Null where another review of the quarter isn't over: that one sends the report. */
    async beginReview(input: ReviewToBegin): Promise<{ readonly reviewId: string } | null> {
      const workflowId = Context.current().info.workflowExecution?.workflowId ?? ''
      return await inTransaction(store, async (client) => {
        const review = newReview({
          ...input,
          reviewId: randomUUID(),
          workflowId,
          startedAt: now(),
          startedBy: `schedule ${input.runAuthorisationId}`,
        })
        if (await addReview(client, review)) return { reviewId: review.reviewId }
        const begun = await reviewBegunBy(client, input)
        return begun === null ? null : { reviewId: begun.reviewId }
      })
    },

    /** What is to be done about a review now. */
    async nextReviewTask({ reviewId }: { readonly reviewId: string }): Promise<ReviewTask> {
      const review = await requireReview(store, reviewId)
      const nowAt = now()
      const step = nextReviewStep(review, await loadReviewTeams(store.pool, reviewId), nowAt)
      const { quarter, asOfAt, reconciliationId, runAuthorisationId } = review
      switch (step.kind) {
        case 'draft':
        case 'rebuild':
          return { kind: step.kind, quarter, asOfAt }
        case 'remind':
          return { kind: 'remind', quarter, round: review.reminders + 1 }
        case 'request':
          return { kind: 'request', quarter }
        case 'send':
          if (reconciliationId === null) throw new ResultMissingError(`review ${reviewId} has no figures`)
          return { kind: 'send', quarter, reconciliationId, runAuthorisationId }
        case 'wait':
          return {
            kind: 'wait',
            waitMs: Math.max(1, Math.min(lookAgainMs, (step.untilAt ?? Infinity) - nowAt)),
          }
        case 'close':
        case 'over':
          return { kind: step.kind }
      }
    },

    /** Opens a review whose report is drafted: notes the teams that have figures and reviewers, and the deadline. */
    async openReview(input: { readonly reviewId: string; readonly reconciliationId: string }): Promise<void> {
      const { reviewId, reconciliationId } = input
      const { answerDays } = await requireReview(store, reviewId)
      const { plan } = await planInForce(store)
      const reconciliation = await requireReconciliation(store, reconciliationId)
      const asked = reconciliation.teams.filter(({ scopeId }) => reviewersOf(plan, scopeId).length > 0)
      const openedAt = now()
      const deadlineAt = deadlineOf(openedAt, answerDays, planZone(plan))
      await inTransaction(store, async (client) => {
        const change = { reconciliationId, openedAt, deadlineAt, nowAt: openedAt }
        if (!(await moveReview(client, reviewId, 'drafted', change))) return
        const teams = asked.map(({ scopeId, name }) => ({ teamId: scopeId, name }))
        await addReviewTeams(client, reviewId, teams)
      })
    },

    /** Ends the time for answers. */
    async closeReview({ reviewId }: { readonly reviewId: string }): Promise<void> {
      await moveReview(store.pool, reviewId, 'closed', { nowAt: now() })
    },

    /** Notes that the report was made anew, with what reviewers corrected. */
    async reviewRebuilt(input: {
      readonly reviewId: string
      readonly reconciliationId: string
    }): Promise<void> {
      const { reviewId, reconciliationId } = input
      const { needsApproval } = await requireReview(store, reviewId)
      const event = needsApproval ? 'rebuilt for approval' : 'rebuilt'
      await moveReview(store.pool, reviewId, event, { reconciliationId, nowAt: now() })
    },

    /** Notes that the report was handed to its delivery. */
    async reviewMailed({ reviewId }: { readonly reviewId: string }): Promise<void> {
      await moveReview(store.pool, reviewId, 'mailed', { nowAt: now() })
    },
  }
}
