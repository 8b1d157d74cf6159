import { listConnections } from '../../adapters/store/connections/connections.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { deliverWorkflowId, quarterReportId, reportPreviewId, syncWorkflowId } from '../../workflows/ids.ts'

/** The ids of every workflow that a command may have begun, of what is connected and planned. */
export async function knownRuns(store: Store): Promise<string[]> {
  const connections = await listConnections(store)
  const quarters = (await currentPlan(store))?.plan.quarters ?? []
  return [
    ...connections.map(({ connectionId }) => syncWorkflowId(connectionId)),
    ...quarters.flatMap(({ quarter }) => [
      quarterReportId(quarter),
      reportPreviewId(quarter),
      deliverWorkflowId(quarter),
    ]),
  ]
}
