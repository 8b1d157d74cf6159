import { type CalendarSpec, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client'
import { addDays, type Instant, type LocalDate } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId, quarterOf } from '../../domain/quarter.ts'
import {
  driftScheduleId,
  finalScheduleId,
  mainTaskQueue,
  nightlyScheduleId,
  prePlanningScheduleId,
  scheduledReportId,
  syncScheduleId,
} from '../../workflows/ids.ts'
import type { quarterReport, scheduledSync } from '../../workflows/index.ts'
import type { QuarterReportInput } from '../../workflows/quarter-report.ts'

/** A report goes out this many days before planning starts, and this many after a quarter has closed. */
const daysBeforePlanning = 5
const daysAfterClose = 3
/** Reports leave when people in Europe begin their day. */
const reportHourUtc = 6
/** How late a missed report may still be started. */
export const catchUpMs = 7 * 86_400_000

export interface ScheduleInput {
  readonly connectionIds: readonly string[]
  /** Null before a plan was imported: then there is nothing to report on. */
  readonly plan: Plan | null
  readonly syncEveryMinutes: number
}

/** Every schedule that should exist. Each sets its overlap and catch-up policy explicitly. */
export function schedulesFor({ connectionIds, plan, syncEveryMinutes }: ScheduleInput): ScheduleOptions[] {
  return [
    ...connectionIds.flatMap((connectionId) => [
      syncOf(connectionId, syncEveryMinutes),
      nightlyOf(connectionId),
    ]),
    ...(plan === null ? [] : [driftWatch, ...reportsOf(plan)]),
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

/** Mondays before work. A missed week is caught up once. */
const driftWatch: ScheduleOptions = {
  scheduleId: driftScheduleId,
  spec: { calendars: [{ dayOfWeek: 'MONDAY', hour: 4, minute: 30 }], jitter: '10 minutes' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '3 days' },
  action: startReport({ choice: 'running', asOfAt: null, through: 'reconcile' }),
}

/** A report that was due while we were down goes out late rather than never: BUFFER_ONE and a week. */
function reportsOf(plan: Plan): ScheduleOptions[] {
  return reportSchedules(plan).map(({ scheduleId, choice, dueDates }) => ({
    scheduleId,
    spec: { calendars: dueDates.map(({ date }) => onceOn(date)), jitter: '1 minute' },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: catchUpMs },
    action: startReport({ choice, asOfAt: null, through: 'deliver', runAuthorisationId: scheduleId }),
  }))
}

/** A schedule of reports: on each date it reports on one quarter. */
export interface ReportSchedule {
  readonly scheduleId: string
  readonly choice: 'running' | 'last_closed'
  readonly dueDates: readonly { readonly date: LocalDate; readonly quarter: QuarterId }[]
}

/** When each quarter's reports are due; a schedule without a date isn't there. */
export function reportSchedules(plan: Plan): ReportSchedule[] {
  const { quarters } = plan
  const schedules: ReportSchedule[] = [
    {
      scheduleId: prePlanningScheduleId,
      choice: 'running',
      dueDates: quarters.flatMap(({ planningStartsOn }) => {
        if (planningStartsOn === null) return []
        const date = addDays(planningStartsOn, -daysBeforePlanning)
        return [{ date, quarter: quarterOf(date, plan) }]
      }),
    },
    {
      scheduleId: finalScheduleId,
      choice: 'last_closed',
      dueDates: quarters.map(({ quarter }) => ({
        date: addDays(datesOfQuarter(quarter, plan).to, daysAfterClose - 1),
        quarter,
      })),
    },
  ]
  return schedules.filter(({ dueDates }) => dueDates.length > 0)
}

/** The instant at which a schedule starts its report, but for some seconds of jitter. */
export function dueInstantOf(date: LocalDate): Instant {
  return Date.parse(`${date}T00:00:00Z`) + reportHourUtc * 3_600_000
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

function startReport(
  input: QuarterReportInput & { readonly choice: 'running' | 'last_closed' },
): ScheduleOptions['action'] {
  const args: Parameters<typeof quarterReport> = [input]
  return {
    type: 'startWorkflow',
    workflowType: 'quarterReport' satisfies typeof quarterReport.name,
    workflowId: scheduledReportId(input.choice, input.through),
    taskQueue: mainTaskQueue,
    args,
  }
}
