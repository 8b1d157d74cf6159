import type { Client } from '@temporalio/client'
import type { Store } from '../adapters/store/client.ts'
import { listConnections } from '../adapters/store/connections.ts'
import { currentPlan } from '../adapters/store/plans.ts'
import { makeSchedulesTrue, type ScheduleChanges } from './make-schedules-true.ts'
import { schedulesFor } from './schedules.ts'

/** Makes a cluster's schedules those that the stored connections and plan ask for. */
export async function alignSchedules(
  client: Client,
  store: Store,
  syncEveryMinutes: number,
): Promise<ScheduleChanges> {
  return await makeSchedulesTrue(
    client,
    schedulesFor({
      connectionIds: (await listConnections(store)).map((connection) => connection.connectionId),
      plan: (await currentPlan(store))?.plan ?? null,
      syncEveryMinutes,
    }),
  )
}
