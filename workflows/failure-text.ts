import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure } from '@temporalio/workflow'

/** The root cause's message, without the layers that Temporal wraps around it. */
export function failureText(error: unknown): string {
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure)
    return failureText(error.cause)
  if (error instanceof ApplicationFailure) return error.message
  return error instanceof Error ? error.message : String(error)
}
