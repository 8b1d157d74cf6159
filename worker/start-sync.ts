import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import type { SyncDepth } from '../domain/sync/reading.ts'
import { syncWorkflowId } from '../workflows/ids.ts'
import type { syncConnection } from '../workflows/index.ts'

/** Starts a connection's sync on a task queue, or joins the one that runs, whoever started it. */
export function startSync(
  { client, taskQueue }: { readonly client: Client; readonly taskQueue: string },
  { connectionId, depth }: { readonly connectionId: string; readonly depth: SyncDepth },
) {
  return client.workflow.start<typeof syncConnection>('syncConnection', {
    taskQueue,
    workflowId: syncWorkflowId(connectionId),
    args: [{ connectionId, depth }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
}
