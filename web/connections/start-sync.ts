import type { SyncDepth } from '../../domain/sync/reading.ts'
import { startSync } from '../../worker/start-sync.ts'
import { orAway } from '../../worker/temporal-away.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import type { WebParts } from '../http/parts.ts'

/** Starts a sync for the worker to run, as schedules and the command line do. @returns `away` where Temporal didn't answer */
export async function startSyncOf(
  { temporal }: Pick<WebParts, 'temporal'>,
  sync: { readonly connectionId: string; readonly depth: SyncDepth },
): Promise<'started' | 'away'> {
  if (temporal === null) return 'away'
  const { client } = temporal
  const handle = await orAway(client, () => startSync({ client, taskQueue: mainTaskQueue }, sync))
  return handle === null ? 'away' : 'started'
}
