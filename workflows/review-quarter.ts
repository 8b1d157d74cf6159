import { condition, setHandler } from '@temporalio/workflow'
import type { ReviewToBegin } from '../activities/report/review.ts'
import { deliverWorkflowId } from './ids.ts'
import { reviewChangedSignal, reviewChangedUpdate } from './messages.ts'
import { quarterReport } from './quarter-report.ts'
import { sendEditions, startDelivery } from './send-editions.ts'
import { mail, store } from './stages.ts'

/** A review that a command or page began, or what a schedule begins one with. */
export type ReviewQuarterInput = { readonly reviewId: string } | ReviewToBegin

export interface ReviewEnded {
  /** Null where another review of the quarter sends its report. */
  readonly reviewId: string | null
}

/**
 * Takes a quarter's review from its draft to its mails. Where it stands is in the store, and what comes next is decided there
 * (domain/review): this only does one task after the other, and waits for the next time or for word of a change.
 */
export async function reviewQuarter(input: ReviewQuarterInput): Promise<ReviewEnded> {
  let changed = false
  const note = (): void => {
    changed = true
  }
  setHandler(reviewChangedUpdate, note)
  setHandler(reviewChangedSignal, note)

  const begun = 'reviewId' in input ? input : await store.beginReview(input)
  if (begun === null) return { reviewId: null }
  const { reviewId } = begun
  for (;;) {
    changed = false
    const task = await store.nextReviewTask({ reviewId })
    switch (task.kind) {
      case 'draft': {
        const { reconciliationId } = await figuresOf(task)
        await store.openReview({ reviewId, reconciliationId })
        break
      }
      case 'request':
      case 'remind': {
        const { quarter } = task
        const round = task.kind === 'request' ? null : task.round
        const deliveryWorkflowId = deliverWorkflowId(quarter)
        await startDelivery(await mail.queueReviewMails({ reviewId, round, deliveryWorkflowId }))
        break
      }
      case 'close':
        await store.closeReview({ reviewId })
        break
      case 'rebuild': {
        const { reconciliationId } = await figuresOf(task)
        await store.reviewRebuilt({ reviewId, reconciliationId })
        break
      }
      case 'send': {
        const { quarter, reconciliationId, runAuthorisationId } = task
        const { editionIds } = await store.renderEditions({ quarter, reconciliationId, runAuthorisationId })
        await sendEditions({ quarter, editionIds, runAuthorisationId })
        await store.reviewMailed({ reviewId })
        break
      }
      case 'wait':
        await condition(() => changed, task.waitMs)
        break
      case 'over':
        return { reviewId }
    }
  }
}

/** Reads the trackers and measures the quarter, as every report does. */
function figuresOf({ quarter, asOfAt }: { readonly quarter: string; readonly asOfAt: number }) {
  return quarterReport({ choice: { quarter }, asOfAt, through: 'reconcile' })
}
