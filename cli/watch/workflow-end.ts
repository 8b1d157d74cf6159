import { WorkflowFailedError, type WorkflowHandle, type WorkflowResultType } from '@temporalio/client'
import { ApplicationFailure, CancelledFailure, TerminatedFailure, type Workflow } from '@temporalio/common'
import { rootCause } from '../../workflows/failure-text.ts'
import { WorkflowEndedError, WorkflowStoppedError } from '../frame/errors.ts'

/** A workflow's result. @throws WorkflowEndedError with the root cause's name and message */
export async function readEnd<W extends Workflow>(handle: WorkflowHandle<W>): Promise<WorkflowResultType<W>> {
  try {
    return await handle.result()
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error
    throw endOf(rootCause(error.cause))
  }
}

function endOf(cause: unknown): Error {
  if (cause instanceof ApplicationFailure) return new WorkflowEndedError(cause.type ?? 'Error', cause.message)
  if (cause instanceof CancelledFailure || cause instanceof TerminatedFailure) {
    return new WorkflowStoppedError()
  }
  return cause instanceof Error ? cause : new WorkflowEndedError('Error', String(cause))
}
