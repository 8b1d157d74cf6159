import { ActivityFailure, ChildWorkflowFailure } from '@temporalio/common'

/** What went wrong, without the layers that Temporal wraps around it. */
export function rootCause(error: unknown): unknown {
  return error instanceof ActivityFailure || error instanceof ChildWorkflowFailure
    ? rootCause(error.cause)
    : error
}

/** The root cause's message. */
export function failureText(error: unknown): string {
  const cause = rootCause(error)
  return cause instanceof Error ? cause.message : String(cause)
}
