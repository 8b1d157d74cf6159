import type { Client } from '@temporalio/client'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { schedulesFor } from './list.ts'
import { reconcileSchedules, type ScheduleChanges } from './reconcile.ts'

/** Reconciles a cluster's schedules with the stored connections and plan. */
export async function alignSchedules(
  client: Client,
  store: Store,
  syncEveryMinutes: number,
): Promise<ScheduleChanges> {
  return await reconcileSchedules(
    client,
    schedulesFor({
      connectionIds: (await listConnections(store)).map((connection) => connection.connectionId),
      plan: (await currentPlan(store))?.plan ?? null,
      syncEveryMinutes,
    }),
  )
}
