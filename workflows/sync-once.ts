import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { executeChild, ParentClosePolicy } from '@temporalio/workflow'
import type { SyncClosed } from '../activities/sync/sync.ts'
import type { SyncDepth } from '../domain/sync/reading.ts'
import { syncWorkflowId } from './ids.ts'
import { syncConnection } from './sync-connection.ts'
import { waitForTurn } from './wait-for-turn.ts'

/**
 * Syncs one connection. If a sync is already running, waits for its end and then syncs again.
 * @param otherwise see `waitForTurn`
 */
export function syncNow<Other = never>(
  connectionId: string,
  depth: SyncDepth,
  otherwise?: () => Promise<Other | null>,
): Promise<SyncClosed | Other> {
  return waitForTurn(() => syncChild(connectionId, depth), otherwise)
}

/** Syncs one connection for a schedule, unless a sync of it is already running. */
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
