import {
  type Client,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import type { reviewQuarter } from '../../workflows/index.ts'
import { reviewChangedSignal, reviewChangedUpdate } from '../../workflows/messages.ts'
import { answered } from '../temporal/temporal-away.ts'

/** How long a worker may take to notice. */
const noticeWithinMs = 2_000

/** What became of the word. */
export type Told = 'taken up' | 'noted' | 'nobody'

/**
 * Tells a review's workflow that its review was changed.
 * @returns `taken up` by a worker, `noted` for the next one, or `nobody` where no workflow works on it: `plumbline review start` does
 * @throws TemporalUnavailableError
 */
export async function tellReview(client: Client, workflowId: string): Promise<Told> {
  const handle = client.workflow.getHandle<typeof reviewQuarter>(workflowId)
  try {
    await client.withDeadline(Date.now() + noticeWithinMs, () => handle.executeUpdate(reviewChangedUpdate))
    return 'taken up'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'nobody'
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error
  }
  try {
    // Without an end the client asks for 20 seconds, and a site that stops waits for it.
    await answered(client, () => handle.signal(reviewChangedSignal))
    return 'noted'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'nobody'
    throw error
  }
}
