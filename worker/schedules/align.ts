import type { Client } from '@temporalio/client'
import type { KeyRing } from '../../adapters/secrets.ts'
import { replaceRunAuthorisations } from '../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { authorisedFrom } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { deliverWorkflowId, scheduledReportId, scheduledReportKinds } from '../../workflows/ids.ts'
import { catchUpMs, dueInstantOf, reportSchedules, schedulesFor } from './list.ts'
import { reconcileSchedules, type ScheduleChanges } from './reconcile.ts'

/** Reconciles a cluster's schedules, and what they may mail, with the stored connections and plan. */
export async function alignSchedules(
  client: Client,
  store: Store,
  keys: KeyRing,
  { syncEveryMinutes, nowAt }: { readonly syncEveryMinutes: number; readonly nowAt: Instant },
): Promise<ScheduleChanges> {
  const plan = (await currentPlan(store))?.plan ?? null
  await authoriseScheduledReports(store, plan, nowAt)
  return await reconcileSchedules(
    client,
    keys,
    schedulesFor({
      connectionIds: (await listConnections(store)).map((connection) => connection.connectionId),
      plan,
      syncEveryMinutes,
      nowAt,
    }),
  )
}

/** Each scheduled report may mail its quarter's reports once, from when it is due: a run started by hand earlier may not. */
async function authoriseScheduledReports(store: Store, plan: Plan | null, nowAt: Instant): Promise<void> {
  const reports = plan === null ? [] : reportSchedules(plan)
  for (const kind of scheduledReportKinds) {
    const authorisations = reports
      .filter((each) => each.kind === kind)
      .flatMap(({ date, quarter }) =>
        [scheduledReportId(kind, quarter), deliverWorkflowId(quarter)].map((workflowId) =>
          authorisedFrom({
            runAuthorisationId: kind,
            quarter,
            workflowId,
            madeBy: `schedule ${kind}`,
            dueAt: dueInstantOf(date),
            catchUpMs,
            nowAt,
          }),
        ),
      )
    await replaceRunAuthorisations(store, kind, authorisations)
  }
}
