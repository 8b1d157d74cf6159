import type { Store } from '../../adapters/store/sql/client.ts'
import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { latestRuns } from '../../adapters/store/sync/sync-runs.ts'

/** A connection's latest sync, running or ended, from its stored pages; null before the first. */
export async function latestSync(store: Store, connectionId: string): Promise<SyncRun | null> {
  return (await latestRuns(store, connectionId, 1))[0] ?? null
}
