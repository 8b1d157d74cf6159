import type { Client } from '@temporalio/client'
import { syncWorkflowId } from '../../workflows/ids.ts'
import { isWorkflowRunning } from '../temporal/describe-workflow.ts'
import { pendingFailures } from '../temporal/pending-failures.ts'
import { orAway } from '../temporal/temporal-away.ts'

/** What Temporal knows of a connection's sync. */
export interface SyncStanding {
  readonly isRunning: boolean
  /** Why its last attempts failed, while it tries again. */
  readonly troubles: readonly string[]
}

/** How a connection's sync stands; null where Temporal doesn't answer in time. */
export function syncStanding(client: Client, connectionId: string): Promise<SyncStanding | null> {
  const workflowId = syncWorkflowId(connectionId)
  return orAway(client, async () => {
    const isRunning = await isWorkflowRunning(client, workflowId)
    if (!isRunning) return { isRunning, troubles: [] }
    const failures = await pendingFailures(client, new Map([[workflowId, '']]))
    return { isRunning, troubles: [...new Set(failures.map(({ message }) => message))] }
  })
}
