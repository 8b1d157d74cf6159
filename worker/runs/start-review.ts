import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import { useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import { openReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { beginReview, type ReviewToStart, type StartedReview } from '../../queries/review/start.ts'
import { deliverWorkflowId, mainTaskQueue, reviewWorkflowId } from '../../workflows/ids.ts'
import type { reviewQuarter } from '../../workflows/index.ts'
import { isWorkflowRunning } from '../temporal/describe-workflow.ts'

/**
 * Begins a quarter's review and starts its workflow; takes up one that nobody works on any more. One that is being worked on stays as
 * it is. Its work is done by the worker of `npm start`.
 */
export async function startReview(
  { client, store }: { readonly client: Client; readonly store: Store },
  start: Omit<ReviewToStart, 'workflowId' | 'deliveryWorkflowId'>,
): Promise<StartedReview> {
  const { quarter } = start
  const open = await openReviewOf(store.pool, quarter)
  if (open !== null && (await isWorkflowRunning(client, open.workflowId)))
    return { review: open, isTakenUp: true }
  const workflowId = reviewWorkflowId(quarter)
  const started = await beginReview(store, {
    ...start,
    workflowId,
    deliveryWorkflowId: deliverWorkflowId(quarter),
  })
  const { reviewId, runAuthorisationId } = started.review
  const handle = await client.workflow.start<typeof reviewQuarter>('reviewQuarter', {
    taskQueue: mainTaskQueue,
    workflowId,
    args: [{ reviewId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
  // From now on a copy of this start is refused.
  await useRunAuthorisation(store, { runAuthorisationId, quarter, workflowId }, handle.firstExecutionRunId)
  return started
}
