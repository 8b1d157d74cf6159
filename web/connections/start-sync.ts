import type { SyncDepth } from '../../domain/sync/reading.ts'
import { recordStart } from '../../queries/audit/record-start.ts'
import type { Connection } from '../../queries/connections/find-connection.ts'
import { startSync } from '../../worker/start-sync.ts'
import { orAway } from '../../worker/temporal-away.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
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
  await recordStart(store, { actor: visitor.email, action, subject: `connection ${name}`, nowAt })
  const { client } = temporal
  const sync = { connectionId, depth }
  const handle = await orAway(client, () => startSync({ client, taskQueue: mainTaskQueue }, sync))
  return handle === null ? 'away' : 'started'
}
