import { type Client, WorkflowNotFoundError } from '@temporalio/client'

/** What Temporal knows of a workflow's latest run; null where it knows none of that id. */
export async function describeWorkflow(client: Client, workflowId: string) {
  try {
    return await client.workflow.getHandle(workflowId).describe()
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null
    throw error
  }
}

/** Whether a workflow of this id runs now. */
export async function isWorkflowRunning(client: Client, workflowId: string): Promise<boolean> {
  return (await describeWorkflow(client, workflowId))?.status.name === 'RUNNING'
}
