import { randomUUID } from 'node:crypto'
import { allowRun } from '../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listEditionHeads } from '../../adapters/store/report/edition-heads.ts'
import { reassignReview } from '../../adapters/store/review/moves.ts'
import { addReview, openReviewOf } from '../../adapters/store/review/reviews.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { authorisedFrom } from '../../domain/deliver/authorisation.ts'
import { dayMs, type Instant, isoOf } from '../../domain/instant.ts'
import { isQuarterClosed } from '../../domain/plan/closed-quarter.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { counted } from '../../domain/report/words/figures.ts'
import { newReview, type Review } from '../../domain/review/review.ts'

export interface ReviewToStart {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  readonly answerDays: number
  readonly needsApproval: boolean
  readonly actor: string
  /** The command or page that a person used; kept with the authorisation. */
  readonly madeBy: string
  readonly nowAt: Instant
  /** The workflow that times it, and the one that sends its mails. */
  readonly workflowId: string
  readonly deliveryWorkflowId: string
}

export interface StartedReview {
  readonly review: Review
  /** Whether it was begun before, and is taken up again. */
  readonly isTakenUp: boolean
}

/** What the plan says about reviews, and whether the report of the time was rendered already: then what reviewers say can't come into it. */
export async function reviewTerms(
  store: Store,
  { quarter, asOfAt }: Pick<ReviewToStart, 'quarter' | 'asOfAt'>,
): Promise<{ readonly terms: Plan['review']; readonly isFrozen: boolean }> {
  const plan = (await currentPlan(store))?.plan
  if (plan === undefined) return { terms: undefined, isFrozen: false }
  const kind = isQuarterClosed(plan, quarter, asOfAt) ? 'final' : 'pre-planning'
  const isFrozen = (await listEditionHeads(store, quarter)).some((each) => each.kind === kind)
  return { terms: plan.review, isFrozen }
}

/** Begins a review and lets its workflow mail; one of the quarter that isn't over is taken up as it is. */
export function beginReview(store: Store, start: ReviewToStart): Promise<StartedReview> {
  const { quarter, asOfAt, answerDays, needsApproval, actor, nowAt, workflowId } = start
  const runAuthorisationId = randomUUID()
  return inTransaction(store, async (client) => {
    const begun = newReview({
      ...{ reviewId: randomUUID(), quarter, asOfAt, answerDays, needsApproval },
      ...{ startedAt: nowAt, startedBy: actor, workflowId, runAuthorisationId },
    })
    const isNew = await addReview(client, begun)
    const open = isNew ? begun : await openReviewOf(client, quarter)
    if (open === null) throw new Error(`the review of ${quarter} ended while it was being begun`)
    const review = { ...open, workflowId, runAuthorisationId }
    if (!isNew) await reassignReview(client, review)
    for (const each of [workflowId, start.deliveryWorkflowId]) {
      await allowRun(
        client,
        authorisedFrom({
          ...{ runAuthorisationId, quarter, workflowId: each, madeBy: start.madeBy, nowAt },
          ...{ dueAt: nowAt, catchUpMs: answerDays * dayMs },
        }),
      )
    }
    await addAuditEntry(client, {
      ...{ changedAt: nowAt, actor, subject: `review of ${quarter}` },
      action: isNew ? 'start review' : 'take review up',
      before: isNew ? null : open.state,
      after: isNew
        ? `${counted(answerDays, 'day')}, as of ${isoOf(asOfAt)}${needsApproval ? ', with approval' : ''}`
        : open.state,
    })
    return { review, isTakenUp: !isNew }
  })
}
