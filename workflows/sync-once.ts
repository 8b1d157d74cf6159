import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { executeChild, ParentClosePolicy, sleep } from '@temporalio/workflow'
import type { SyncClosed, SyncDepth } from '../activities/sync.ts'
import { syncWorkflowId } from './ids.ts'
import { syncConnection } from './sync-connection.ts'

/** Somebody else's sync of the same connection is waited for: seconds mostly, hours when it is the first one. */
const firstWaitMs = 1_000
/** Each look adds a dozen events to the history, which ends at 51,200. */
const longestWaitMs = 60_000

/** A whole sync of one connection. Where one is under way, waits for its end and then syncs again. */
export async function syncNow(connectionId: string, depth: SyncDepth): Promise<SyncClosed> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await syncChild(connectionId, depth)
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      await sleep(waitMs)
    }
  }
}

/** What a schedule starts: a sync, unless one of the same connection is under way. */
export async function scheduledSync(input: {
  readonly connectionId: string
  readonly depth: SyncDepth
}): Promise<SyncClosed | null> {
  try {
    return await syncChild(input.connectionId, input.depth)
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null
    throw error
  }
}

function syncChild(connectionId: string, depth: SyncDepth): Promise<SyncClosed> {
  return executeChild(syncConnection, {
    workflowId: syncWorkflowId(connectionId),
    args: [{ connectionId, depth }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  })
}
