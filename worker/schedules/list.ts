import { type CalendarSpec, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client'
import {
  addDays,
  dayMs,
  hourMs,
  type Instant,
  isoOf,
  type LocalDate,
  minuteMs,
  weekStartOf,
} from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId, quarterOf } from '../../domain/quarter.ts'
import type { ScheduledWork } from '../../domain/schedules/schedule.ts'
import { compareTexts } from '../../domain/text/text-order.ts'
import {
  driftScheduleId,
  mainTaskQueue,
  nightlyScheduleId,
  reportScheduleId,
  type ScheduledReportKind,
  scheduledDriftId,
  scheduledReportId,
  syncScheduleId,
} from '../../workflows/ids.ts'
import type { quarterReport, reviewQuarter, scheduledSync, watchDrift } from '../../workflows/index.ts'
import type { QuarterReportInput } from '../../workflows/quarter-report.ts'

/** A report goes out this many days before planning starts, and this many after a quarter has closed. */
const daysBeforePlanning = 5
const daysAfterClose = 3
/** Reports leave when people in Europe begin their day. */
const reportHourUtc = 6
/** How late a missed report may still be started. */
export const catchUpMs = 7 * dayMs

export interface ScheduleInput {
  readonly connectionIds: readonly string[]
  /** Null before a plan was imported: then there is nothing to report on. */
  readonly plan: Plan | null
  readonly syncEveryMinutes: number
  readonly nowAt: Instant
}

/** A schedule for Temporal, and what it does. */
export interface PlannedSchedule {
  readonly work: ScheduledWork
  readonly options: ScheduleOptions
}

/** Every schedule that should exist. Each sets its overlap and catch-up policy explicitly. */
export function schedulesFor(input: ScheduleInput): ScheduleOptions[] {
  return plannedSchedules(input).map(({ options }) => options)
}

/** The same, with what each does. */
export function plannedSchedules({
  connectionIds,
  plan,
  syncEveryMinutes,
  nowAt,
}: ScheduleInput): PlannedSchedule[] {
  return [
    ...connectionIds.flatMap((connectionId): PlannedSchedule[] => [
      {
        work: { kind: 'sync', connectionId, everyMinutes: syncEveryMinutes },
        options: syncOf(connectionId, syncEveryMinutes),
      },
      { work: { kind: 'nightly', connectionId }, options: nightlyOf(connectionId) },
    ]),
    ...(plan === null ? [] : [driftWatch, ...reportsOf(plan, nowAt)]),
  ]
}

/** A missed run needs no catching up: the next one reads everything since the cursor. */
function syncOf(connectionId: string, everyMinutes: number): ScheduleOptions {
  return {
    scheduleId: syncScheduleId(connectionId),
    spec: { intervals: [{ every: `${everyMinutes} minutes` }], jitter: '30 seconds' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: startSync(connectionId, 'recent'),
  }
}

/** Re-reads a day before the cursor, since searches are eventually consistent; worth catching up in the morning. */
function nightlyOf(connectionId: string): ScheduleOptions {
  return {
    scheduleId: nightlyScheduleId(connectionId),
    spec: { calendars: [{ hour: 2, minute: 0 }], jitter: '30 minutes' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '6 hours' },
    action: startSync(connectionId, 'nightly'),
  }
}

const driftTimeUtc = { hour: 4, minute: 30 }
const driftCatchUpDays = 3
export const driftCatchUpMs = driftCatchUpDays * dayMs

/** A week's look at the drift, and the running quarter that it may mail about. */
export interface DriftWatch {
  readonly quarter: QuarterId
  readonly dueAt: Instant
}

/** The weekly looks from this week until the plan ends. One that is caught up may fall into the quarter that begins that week. */
export function driftWatches(plan: Plan, nowAt: Instant): DriftWatch[] {
  const planned = new Set(plan.quarters.map(({ quarter }) => quarter))
  const ends = plan.quarters.map(({ quarter }) => datesOfQuarter(quarter, plan).to)
  const end = ends.toSorted(compareTexts).at(-1) ?? ''
  const watches: DriftWatch[] = []
  for (let monday = weekStartOf(isoOf(nowAt).slice(0, 10)); monday < end; monday = addDays(monday, 7)) {
    const dueAt =
      Date.parse(`${monday}T00:00:00Z`) + (driftTimeUtc.hour * 60 + driftTimeUtc.minute) * minuteMs
    const quarters = new Set([monday, addDays(monday, driftCatchUpDays)].map((day) => quarterOf(day, plan)))
    for (const quarter of quarters) if (planned.has(quarter)) watches.push({ quarter, dueAt })
  }
  return watches
}

/** Mondays before work. A missed week is caught up once. */
const driftWatch: PlannedSchedule = {
  work: { kind: 'drift-watch' },
  options: {
    scheduleId: driftScheduleId,
    spec: { calendars: [{ dayOfWeek: 'MONDAY', ...driftTimeUtc }], jitter: '10 minutes' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: driftCatchUpMs },
    action: startDriftWatch(),
  },
}

/**
 * A report that was due while we were down goes out late rather than never: BUFFER_ONE and a week. What it reports on and as of
 * when is part of the schedule, so that a late run sends the report that was meant.
 */
function reportsOf(plan: Plan, nowAt: Instant): PlannedSchedule[] {
  return reportSchedules(plan)
    .filter(({ date }) => dueInstantOf(date) + catchUpMs > nowAt)
    .map(({ kind, quarter, date }) => ({
      work: { kind, quarter, dueAt: dueInstantOf(date) },
      options: {
        scheduleId: reportScheduleId(kind, quarter),
        spec: { calendars: [onceOn(date)], jitter: '1 minute' },
        policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: catchUpMs },
        action: reportAction(plan, { kind, quarter, date }),
      },
    }))
}

/** Starts the report; the final one, where the plan says so, with its review. */
function reportAction(plan: Plan, { kind, quarter, date }: ReportSchedule): ScheduleOptions['action'] {
  const workflowId = scheduledReportId(kind, quarter)
  const asOfAt = dueInstantOf(date)
  if (kind !== 'final-report' || plan.review === undefined)
    return startReport(workflowId, {
      choice: { quarter },
      asOfAt,
      through: 'deliver',
      runAuthorisationId: kind,
    })
  const { days: answerDays, approval: needsApproval } = plan.review
  const args: Parameters<typeof reviewQuarter> = [
    { quarter, asOfAt, answerDays, needsApproval, runAuthorisationId: kind },
  ]
  return {
    type: 'startWorkflow',
    workflowType: 'reviewQuarter' satisfies typeof reviewQuarter.name,
    workflowId,
    taskQueue: mainTaskQueue,
    args,
  }
}

/** One quarter's report of a kind, and the day on which it is due. */
export interface ReportSchedule {
  readonly kind: ScheduledReportKind
  readonly quarter: QuarterId
  readonly date: LocalDate
}

/** When each quarter's reports are due: before planning, where a date is set for it, and after the quarter's close. */
export function reportSchedules(plan: Plan): ReportSchedule[] {
  const prePlanning = plan.quarters.flatMap(({ planningStartsOn }): ReportSchedule[] => {
    if (planningStartsOn === null) return []
    const date = addDays(planningStartsOn, -daysBeforePlanning)
    return [{ kind: 'pre-planning-report', quarter: quarterOf(date, plan), date }]
  })
  const final = plan.quarters.map(
    ({ quarter }): ReportSchedule => ({
      kind: 'final-report',
      quarter,
      date: addDays(datesOfQuarter(quarter, plan).to, daysAfterClose - 1),
    }),
  )
  // Two dates of planning in one quarter are one report, at the first.
  const firstOfQuarter = new Map(
    prePlanning.toSorted((a, b) => compareTexts(b.date, a.date)).map((each) => [each.quarter, each]),
  )
  return [...prePlanning.filter((each) => firstOfQuarter.get(each.quarter) === each), ...final]
}

/** The instant at which a schedule starts its report, but for some seconds of jitter. */
export function dueInstantOf(date: LocalDate): Instant {
  return Date.parse(`${date}T00:00:00Z`) + reportHourUtc * hourMs
}

function onceOn(date: LocalDate): CalendarSpec {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
  return { year, month: monthNames[month - 1] ?? 'JANUARY', dayOfMonth, hour: reportHourUtc, minute: 0 }
}

const monthNames = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const

function startSync(connectionId: string, depth: 'recent' | 'nightly'): ScheduleOptions['action'] {
  const args: Parameters<typeof scheduledSync> = [{ connectionId, depth }]
  return {
    type: 'startWorkflow',
    workflowType: 'scheduledSync' satisfies typeof scheduledSync.name,
    workflowId: `scheduled-${depth}-${connectionId}`,
    taskQueue: mainTaskQueue,
    args,
  }
}

function startDriftWatch(): ScheduleOptions['action'] {
  const args: Parameters<typeof watchDrift> = [{ asOfAt: null }]
  return {
    type: 'startWorkflow',
    workflowType: 'watchDrift' satisfies typeof watchDrift.name,
    workflowId: scheduledDriftId,
    taskQueue: mainTaskQueue,
    args,
  }
}

function startReport(workflowId: string, input: QuarterReportInput): ScheduleOptions['action'] {
  const args: Parameters<typeof quarterReport> = [input]
  return {
    type: 'startWorkflow',
    workflowType: 'quarterReport' satisfies typeof quarterReport.name,
    workflowId,
    taskQueue: mainTaskQueue,
    args,
  }
}
