import { type WorkflowHandle, WorkflowNotFoundError, type WorkflowResultType } from '@temporalio/client'
import type { Workflow } from '@temporalio/common'
import type { Plumbline } from '../../worker/plumbline.ts'
import { WorkflowEndedError, WorkflowStoppedError } from '../frame/errors.ts'
import { readEnd } from './workflow-end.ts'

/** How a run that was to be cancelled ended. It may have completed or failed before the request reached it. */
export type CancelledEnd<W extends Workflow> =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'completed'; readonly result: WorkflowResultType<W> }
  | { readonly kind: 'failed'; readonly message: string }

/**
 * Cancels a run of this process; resolves once it, and what it started on the same task queue, have ended.
 * @param workflowIds of what it may have started: a child that outlives its parent isn't always cancelled with it
 * @throws ServiceError where Temporal is away
 */
export async function cancelRun<W extends Workflow>(
  { temporal: { client }, taskQueue }: Plumbline,
  handle: WorkflowHandle<W>,
  workflowIds: readonly string[],
): Promise<CancelledEnd<W>> {
  await requestCancel(handle)
  const end = await endOf(handle)
  await Promise.all(
    workflowIds.map(async (workflowId) => {
      const part = client.workflow.getHandle(workflowId)
      if (!(await runsOn(part, taskQueue))) return
      await requestCancel(part)
      await endOf(part)
    }),
  )
  return end
}

async function requestCancel(handle: WorkflowHandle): Promise<void> {
  try {
    await handle.cancel()
  } catch (error) {
    // It ended meanwhile.
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}

async function endOf<W extends Workflow>(handle: WorkflowHandle<W>): Promise<CancelledEnd<W>> {
  try {
    return { kind: 'completed', result: await readEnd(handle) }
  } catch (error) {
    if (error instanceof WorkflowStoppedError) return { kind: 'cancelled' }
    if (error instanceof WorkflowEndedError) return { kind: 'failed', message: error.message }
    throw error
  }
}

async function runsOn(handle: WorkflowHandle, taskQueue: string): Promise<boolean> {
  try {
    const description = await handle.describe()
    return description.status.name === 'RUNNING' && description.taskQueue === taskQueue
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}
