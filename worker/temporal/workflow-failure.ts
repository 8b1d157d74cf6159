import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client'
import { failureText } from '../../workflows/failure-text.ts'

/** Why a workflow that has ended failed; null where it didn't. */
export async function workflowFailure(handle: Pick<WorkflowHandle, 'result'>): Promise<string | null> {
  try {
    await handle.result()
    return null
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error
    return failureText(error.cause)
  }
}
