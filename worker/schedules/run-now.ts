import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, ScheduleNotFoundError } from '@temporalio/client'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { openReviewOf } from '../../adapters/store/review/reviews.ts'
import { addAuditEntry, type NewAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import { inTurn, isProcessLockFree } from '../../adapters/store/sql/process-lock.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import { reportNow } from '../../domain/schedules/run-now.ts'
import type { ScheduledReport, ScheduledWork } from '../../domain/schedules/schedule.ts'
import type { ScheduleRun } from '../../domain/schedules/standing.ts'
import { type QuietReaders, quietReaders } from '../../queries/deliveries/quiet-hours.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import { readersOfQuarter } from '../background/overdue-mails.ts'
import { TemporalUnavailableError } from '../parts/temporal/temporal.ts'
import { startReport } from '../runs/start-report.ts'
import { startReview } from '../runs/start-review.ts'
import { queueLockName } from '../runs/unserved-runs.ts'
import { answered } from '../temporal/temporal-away.ts'
import { schedulesTurn } from './align.ts'
import type { ScheduleChange } from './control.ts'
import { findSchedule, heldSchedule, type SchedulePlace } from './standing.ts'

/** What came of running a schedule now. */
export type RunOutcome =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'away' }
  | { readonly kind: 'under way' }
  | { readonly kind: 'too early'; readonly report: ScheduledReport; readonly from: LocalDate }
  /** Its quarter's review is under way, and sends the final report when it ends. */
  | { readonly kind: 'under review'; readonly report: ScheduledReport }
  /** It mails so many readers at the most, after its reviewers where the plan says so, and nobody has said yet that it may. */
  | {
      readonly kind: 'to be confirmed'
      readonly report: ScheduledReport
      readonly mails: number
      readonly isReviewed: boolean
      /** Whose mails would wait, if they left now. */
      readonly quiet: readonly QuietReaders[]
    }
  /** It may mail notices of drift, and nobody has said yet that it may. */
  | { readonly kind: 'notices to be confirmed' }
  /** `isServed` is false while no worker runs: it begins when one does. */
  | { readonly kind: 'started'; readonly work: ScheduledWork; readonly isServed: boolean }

interface RunRequest extends ScheduleChange {
  /** Whether the person knows that a report mails its readers, and the drift watch those of changed teams. */
  readonly isConfirmed: boolean
}

/**
 * Starts what a schedule starts, also that of a paused one. A report is started as `report send` does, with an authorisation of its
 * own; the schedule's own run then finds its mails sent.
 */
export async function runScheduleNow(place: SchedulePlace, request: RunRequest): Promise<RunOutcome> {
  const work = await findSchedule(place.store, request)
  if (work === null) return { kind: 'unknown' }
  const { client } = place
  if (client === null) return { kind: 'away' }
  if (work.kind === 'drift-watch' && !request.isConfirmed) return { kind: 'notices to be confirmed' }
  try {
    const refusal =
      'quarter' in work
        ? await runReport(client, place, work, request)
        : await trigger(client, place, work, request)
    if (refusal !== null) return refusal
  } catch (error) {
    // A schedule that isn't there yet is made when the worker starts.
    if (error instanceof TemporalUnavailableError || error instanceof ScheduleNotFoundError)
      return { kind: 'away' }
    throw error
  }
  const lockName = queueLockName(client.options.namespace, mainTaskQueue)
  return { kind: 'started', work, isServed: !(await isProcessLockFree(place.store, lockName)) }
}

/** Null once it is started. @throws TemporalUnavailableError */
async function runReport(
  client: Client,
  { store }: SchedulePlace,
  report: ScheduledReport,
  { actor, nowAt, isConfirmed }: RunRequest,
): Promise<RunOutcome | null> {
  const plan = (await currentPlan(store))?.plan ?? null
  if (plan === null) return { kind: 'unknown' }
  const { quarter } = report
  const now = reportNow(report, plan, nowAt)
  if (now.kind === 'too early') return { kind: 'too early', report, from: now.from }
  const isReviewed = report.kind === 'final-report' && plan.review !== undefined
  if (!isReviewed && (await openReviewOf(store.pool, quarter)) !== null)
    return { kind: 'under review', report }
  if (!isConfirmed) {
    const emails = readersOfQuarter(plan, quarter, nowAt).map(({ email }) => email)
    const quiet = isReviewed ? [] : await quietReaders(store, emails, nowAt)
    return { kind: 'to be confirmed', report, mails: emails.length, isReviewed, quiet }
  }
  const { asOfAt } = now
  // Nothing is authorised that can't be started.
  await answered(client, () => client.workflowService.getSystemInfo({}))
  const start = { quarter, asOfAt, madeBy: 'schedules run', actor, nowAt }
  const { review: terms } = plan
  await answered<unknown>(client, () => {
    if (report.kind !== 'final-report' || terms === undefined)
      return startReport({ client, store, taskQueue: mainTaskQueue }, start)
    const { days: answerDays, approval: needsApproval } = terms
    return startReview({ client, store }, { ...start, asOfAt: asOfAt ?? nowAt, answerDays, needsApproval })
  })
  return null
}

/** Null once it is started. @throws TemporalUnavailableError */
async function trigger(
  client: Client,
  { store }: SchedulePlace,
  work: ScheduledWork,
  { scheduleId, actor, nowAt }: RunRequest,
): Promise<RunOutcome | null> {
  // Who presses twice starts it once.
  return await inTurn(store, schedulesTurn, async () => {
    const isUnderWay = await answered(client, async () => {
      // The schedule's own list of what runs lags behind.
      const before = (await heldSchedule(client, scheduleId, work))?.lastRun ?? null
      if (before?.end === 'running') return true
      await client.schedule.getHandle(scheduleId).trigger()
      await begun(client, scheduleId, work, before)
      return false
    })
    if (isUnderWay) return { kind: 'under way' }
    await addAuditEntry(store.pool, auditEntry(scheduleId, actor, nowAt))
    return null
  })
}

const looks = 20
const lookAfterMs = 50

/** Waits a second at most until what was triggered is seen: Temporal has taken it by then in any case. */
async function begun(
  client: Client,
  scheduleId: string,
  work: ScheduledWork,
  before: ScheduleRun | null,
): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const last = (await heldSchedule(client, scheduleId, work))?.lastRun ?? null
    if (last !== null && last.startedAt !== before?.startedAt) return
    await sleep(lookAfterMs)
  }
}

function auditEntry(scheduleId: string, actor: string, changedAt: Instant): NewAuditEntry {
  const subject = `schedule ${scheduleId}`
  return { changedAt, actor, action: 'run schedule', subject, before: null, after: 'started now' }
}
