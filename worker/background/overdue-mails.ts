import type { Client } from '@temporalio/client'
import { type WaitingMails, waitingMails } from '../../adapters/store/deliver/queue/waiting-mails.ts'
import { listRunAuthorisations } from '../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listPauses } from '../../adapters/store/schedules/pauses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { isOverdue } from '../../domain/deliver/authorisation.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import type { Plan, Stakeholder } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { teamsOfQuarter } from '../../domain/reconcile/teams-of-quarter.ts'
import { editionsFor, readersOf } from '../../domain/report/content/edition.ts'
import { counted } from '../../domain/report/words/figures.ts'
import {
  deliverWorkflowId,
  mainTaskQueue,
  reportScheduleId,
  scheduledReportKinds,
} from '../../workflows/ids.ts'
import { describeWorkflow } from '../temporal/describe-workflow.ts'

export interface OverdueMails extends WaitingMails {
  /** The schedule whose report did not run; null for mails of a report that was cut off. */
  readonly scheduleId: string | null
  /** Whether a person paused that schedule: Temporal makes nothing up for a paused one. */
  readonly isPaused: boolean
  /** Whether a worker that starts now sends them; the others wait for a person. */
  readonly goOutNow: boolean
}

/** Mails that should have left before `nowAt`: a report that fell due while nothing ran, or one that was cut off. */
export async function overdueMails(
  { client, store }: { readonly client: Client; readonly store: Store },
  nowAt: Instant,
): Promise<OverdueMails[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  const scheduled = plan === null ? [] : await overdueReports(store, plan, nowAt)
  const cutOff = await Promise.all(
    (await waitingMails(store, 'reports', nowAt)).map(async (waiting) => ({
      ...waiting,
      scheduleId: null,
      isPaused: false,
      goOutNow: await isBeingDelivered(client, waiting.quarter),
    })),
  )
  return [...scheduled, ...cutOff]
}

/** One line for a person. */
export function overdueText({
  quarter,
  mails,
  sinceAt,
  scheduleId,
  isPaused,
  goOutNow,
}: OverdueMails): string {
  const what = `${counted(mails, 'mail')} of ${quarter}`
  const since = `since ${isoOf(sinceAt)}`
  const meanwhile = isPaused ? 'it was paused' : 'no worker ran'
  const why = scheduleId === null ? 'the report was cut off' : `${scheduleId} fell due while ${meanwhile}`
  const next = goOutNow ? 'being sent now' : `to send them, run: plumbline report send --quarter ${quarter}`
  return `overdue: ${what}, ${since} (${why}); ${next}`
}

async function overdueReports(store: Store, plan: Plan, nowAt: Instant): Promise<OverdueMails[]> {
  const paused = new Set((await listPauses(store)).map(({ scheduleId }) => scheduleId))
  const found = await Promise.all(
    scheduledReportKinds.map(async (kind) => {
      const authorisations = await listRunAuthorisations(store, kind)
      return authorisations
        .filter((each) => each.workflowId !== deliverWorkflowId(each.quarter) && isOverdue(each, nowAt))
        .map(({ quarter, notBeforeAt }) => {
          const isPaused = paused.has(reportScheduleId(kind, quarter))
          const mails = mailsOf(plan, quarter, nowAt)
          return { quarter, mails, sinceAt: notBeforeAt, scheduleId: kind, isPaused, goOutNow: !isPaused }
        })
    }),
  )
  return found.flat()
}

/** How many mails a quarter's reports are. A team that isn't there in it, or is too small for figures of its own, has no report. */
export function mailsOf(plan: Plan, quarter: QuarterId, nowAt: Instant): number {
  return readersOfQuarter(plan, quarter, nowAt).length
}

/** The readers of a quarter's reports, once for each report that they read. */
export function readersOfQuarter(plan: Plan, quarter: QuarterId, nowAt: Instant): Stakeholder[] {
  const teams = teamsOfQuarter({ plan, quarter, asOfAt: nowAt, baseline: null })
  const withReport = teams.filter(({ leftOutBecause }) => leftOutBecause === null)
  const specs = editionsFor(plan, new Set(withReport.map(({ team }) => team.teamId)))
  return specs.flatMap((spec) => readersOf(plan, spec))
}

async function isBeingDelivered(client: Client, quarter: string): Promise<boolean> {
  const run = await describeWorkflow(client, deliverWorkflowId(quarter))
  return run?.status.name === 'RUNNING' && run.taskQueue === mainTaskQueue
}
