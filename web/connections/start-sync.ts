import type { SyncDepth } from '../../domain/sync/reading.ts'
import type { Connection } from '../../queries/connections/find-connection.ts'
import { startOnce } from '../../worker/runs/start-once.ts'
import { startSync } from '../../worker/runs/start-sync.ts'
import { mainTaskQueue, syncWorkflowId } from '../../workflows/ids.ts'
import type { PageRequest } from '../http/page.ts'

interface SyncToStart {
  readonly connection: Connection
  readonly depth: Exclude<SyncDepth, 'nightly'>
}

/** Starts a sync for the worker to run, as schedules and the command line do. @returns `away` where Temporal didn't answer */
export async function startSyncOf(
  { parts: { temporal, store }, visitor, nowAt }: Pick<PageRequest, 'parts' | 'visitor' | 'nowAt'>,
  { connection: { connectionId, name }, depth }: SyncToStart,
): Promise<'started' | 'away'> {
  if (temporal === null) return 'away'
  const action = depth === 'full' ? 'read everything again' : 'read now'
  const { client } = temporal
  return startOnce(
    { client, store },
    {
      workflowId: syncWorkflowId(connectionId),
      entry: { actor: visitor.email, action, subject: `connection ${name}`, nowAt },
      start: () => startSync({ client, taskQueue: mainTaskQueue }, { connectionId, depth }),
    },
  )
}
