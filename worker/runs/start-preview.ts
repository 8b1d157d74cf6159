import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { reportPreviewId } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'

/** Starts the making of a quarter's figures, which mails nobody, or joins the one that runs. */
export function startPreview(
  { client, taskQueue }: { readonly client: Client; readonly taskQueue: string },
  { quarter, asOfAt }: { readonly quarter: QuarterId; readonly asOfAt: Instant | null },
) {
  return client.workflow.start<typeof quarterReport>('quarterReport', {
    taskQueue,
    workflowId: reportPreviewId(quarter),
    args: [{ choice: { quarter }, asOfAt, through: 'reconcile' }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
}
