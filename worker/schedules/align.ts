import type { Client } from '@temporalio/client'
import type { KeyRing } from '../../adapters/secrets.ts'
import { replaceRunAuthorisations } from '../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { authorisedFrom } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import {
  deliverWorkflowId,
  finalScheduleId,
  prePlanningScheduleId,
  scheduledReportId,
} from '../../workflows/ids.ts'
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
    }),
  )
}

/** Each date of a report schedule may mail its quarter's reports once, from when it is due: a run started by hand earlier may not. */
async function authoriseScheduledReports(store: Store, plan: Plan | null, nowAt: Instant): Promise<void> {
  const schedules = new Map(
    (plan === null ? [] : reportSchedules(plan)).map((each) => [each.scheduleId, each]),
  )
  for (const scheduleId of [prePlanningScheduleId, finalScheduleId]) {
    const schedule = schedules.get(scheduleId)
    const authorisations = (schedule?.dueDates ?? []).flatMap(({ date, quarter }) =>
      [scheduledReportId(schedule?.choice ?? 'running', 'deliver'), deliverWorkflowId(quarter)].map(
        (workflowId) =>
          authorisedFrom({
            runAuthorisationId: scheduleId,
            quarter,
            workflowId,
            madeBy: `schedule ${scheduleId}`,
            dueAt: dueInstantOf(date),
            catchUpMs,
            nowAt,
          }),
      ),
    )
    await replaceRunAuthorisations(store, scheduleId, authorisations)
  }
}
