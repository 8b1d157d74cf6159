import type { Client } from '@temporalio/client'
import type { KeyRing } from '../../adapters/secrets.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import {
  keepRunAuthorisations,
  replaceRunAuthorisations,
} from '../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listPauses } from '../../adapters/store/schedules/pauses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTurn } from '../../adapters/store/sql/process-lock.ts'
import { authorisedFrom } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import {
  deliverWorkflowId,
  driftAuthorisationId,
  driftScheduleId,
  scheduledDriftId,
  scheduledReportId,
  scheduledReportKinds,
} from '../../workflows/ids.ts'
import {
  catchUpMs,
  driftCatchUpMs,
  driftWatches,
  dueInstantOf,
  reportSchedules,
  type ScheduleInput,
  schedulesFor,
} from './list.ts'
import { reconcileSchedules, type ScheduleChanges } from './reconcile.ts'

/** What changes schedules waits for one another under this name. */
export const schedulesTurn = 'plumbline schedules'

export interface ScheduleSetting {
  readonly syncEveryMinutes: number
  readonly nowAt: Instant
}

/** Reconciles a cluster's schedules, and what they may mail, with the stored connections, plan and pauses. */
export async function alignSchedules(
  client: Client,
  store: Store,
  keys: KeyRing,
  setting: ScheduleSetting,
): Promise<ScheduleChanges> {
  // A pause that is made meanwhile waits, and is applied after what was read here.
  return await inTurn(store, schedulesTurn, async () => {
    const plan = (await currentPlan(store))?.plan ?? null
    await authoriseScheduledReports(store, plan, setting.nowAt)
    if (plan !== null) await authoriseDriftWatches(store, plan, setting.nowAt)
    const wanted = schedulesFor(await scheduleInput(store, plan, setting))
    const paused = new Set((await listPauses(store)).map(({ scheduleId }) => scheduleId))
    return await reconcileSchedules(client, keys, wanted, paused)
  })
}

/** What the schedules follow from. */
export async function scheduleInput(
  store: Store,
  plan: Plan | null,
  setting: ScheduleSetting,
): Promise<ScheduleInput> {
  const connectionIds = (await listConnections(store)).map(({ connectionId }) => connectionId)
  return { connectionIds, plan, ...setting }
}

/** One run of each week's drift watch may mail what it notices, of one that is caught up too. */
async function authoriseDriftWatches(store: Store, plan: Plan, nowAt: Instant): Promise<void> {
  const authorisations = driftWatches(plan, nowAt).map(({ quarter, dueAt }) =>
    authorisedFrom({
      runAuthorisationId: driftAuthorisationId(dueAt),
      quarter,
      workflowId: scheduledDriftId,
      madeBy: `schedule ${driftScheduleId}`,
      dueAt,
      catchUpMs: driftCatchUpMs,
      nowAt,
    }),
  )
  await keepRunAuthorisations(store, authorisations)
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
