import { type CalendarSpec, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client'
import { addDays, type LocalDate } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter } from '../../domain/quarter.ts'
import {
  driftScheduleId,
  finalScheduleId,
  mainTaskQueue,
  nightlyScheduleId,
  prePlanningScheduleId,
  syncScheduleId,
} from '../../workflows/ids.ts'
import type { quarterReport, scheduledSync } from '../../workflows/index.ts'

/** A report goes out this many days before planning starts, and this many after a quarter has closed. */
const daysBeforePlanning = 5
const daysAfterClose = 3
/** Reports leave when people in Europe begin their day. */
const reportHourUtc = 6

export interface ScheduleInput {
  readonly connectionIds: readonly string[]
  /** Null before a plan was imported: then there is nothing to report on. */
  readonly plan: Plan | null
  readonly syncEveryMinutes: number
}

/** Every schedule that should exist. Each says aloud what it does when runs overlap or were missed. */
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

/** Mondays before work. A week that was missed is looked at when we are back, once. */
const driftWatch: ScheduleOptions = {
  scheduleId: driftScheduleId,
  spec: { calendars: [{ dayOfWeek: 'MONDAY', hour: 4, minute: 30 }], jitter: '10 minutes' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '3 days' },
  action: startReport('running', 'reconcile'),
}

/** A report that was due while we were down goes out late rather than never: BUFFER_ONE and a week. */
function reportsOf(plan: Plan): ScheduleOptions[] {
  const prePlanning = plan.quarters.flatMap(({ planningStartsOn }) =>
    planningStartsOn === null ? [] : [addDays(planningStartsOn, -daysBeforePlanning)],
  )
  const afterClose = plan.quarters.map(({ quarter }) =>
    addDays(datesOfQuarter(quarter, plan.fiscalStartMonth).to, daysAfterClose - 1),
  )
  const policies = { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: '7 days' } as const
  return [
    {
      scheduleId: prePlanningScheduleId,
      spec: { calendars: prePlanning.map(onceOn), jitter: '1 minute' },
      policies,
      action: startReport('running', 'deliver'),
    },
    {
      scheduleId: finalScheduleId,
      spec: { calendars: afterClose.map(onceOn), jitter: '1 minute' },
      policies,
      action: startReport('last_closed', 'deliver'),
    },
  ].filter(({ spec }) => spec.calendars.length > 0)
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
  choice: 'running' | 'last_closed',
  through: 'reconcile' | 'deliver',
): ScheduleOptions['action'] {
  const args: Parameters<typeof quarterReport> = [{ choice, asOfAt: null, through }]
  return {
    type: 'startWorkflow',
    workflowType: 'quarterReport' satisfies typeof quarterReport.name,
    workflowId: `scheduled-${choice.replace('_', '-')}-${through}`,
    taskQueue: mainTaskQueue,
    args,
  }
}
