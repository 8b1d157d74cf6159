import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { executeChild, ParentClosePolicy } from '@temporalio/workflow'
import type { SyncClosed } from '../activities/sync.ts'
import type { SyncDepth } from '../domain/sync/reading.ts'
import { syncWorkflowId } from './ids.ts'
import { syncConnection } from './sync-connection.ts'
import { waitForTurn } from './wait-for-turn.ts'

/** A whole sync of one connection. Where one is under way, waits for its end and then syncs again. */
export function syncNow(connectionId: string, depth: SyncDepth): Promise<SyncClosed> {
  return waitForTurn(() => syncChild(connectionId, depth))
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
