import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import { syncWorkflowId } from '../../workflows/ids.ts'
import type { syncConnection } from '../../workflows/index.ts'

/** Starts a connection's sync on a task queue, or joins the one that runs, whoever started it. */
export function startSync(
  { client, taskQueue }: { readonly client: Client; readonly taskQueue: string },
  input: Parameters<typeof syncConnection>[0],
) {
  return client.workflow.start<typeof syncConnection>('syncConnection', {
    taskQueue,
    workflowId: syncWorkflowId(input.connectionId),
    args: [input],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
}
