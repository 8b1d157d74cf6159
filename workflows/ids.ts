import { type Instant, isoOf, weekStartOf } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'

/** The queue of `npm start` and of schedules. */
export const mainTaskQueue = 'plumbline'

/** The prefix of commands' queues. */
export const commandQueuePrefix = 'plumbline-'

/**
 * The task queue of one command: its worker runs only this command's work, and no other worker does.
 * @param random makes it the only one of its name
 */
export function commandTaskQueue(command: string, random: string): string {
  return `${commandQueuePrefix}${command}-${random}`
}

/** One at a time per connection: Temporal refuses a second start of the same id. */
export function syncWorkflowId(connectionId: string): string {
  return `sync-${connectionId}`
}

export function quarterReportId(quarter: QuarterId): string {
  return `quarter-report-${quarter}`
}

/** The id of a journey that ends before anything is rendered, for a preview. */
export function reportPreviewId(quarter: QuarterId): string {
  return `report-preview-${quarter}`
}

/** One at a time per quarter, except that one which a schedule began has the schedule's id. */
export function reviewWorkflowId(quarter: QuarterId): string {
  return `review-${quarter}`
}

/** One at a time per quarter, whoever starts it: two deliverers of the same editions would compete. */
export function deliverWorkflowId(quarter: QuarterId): string {
  return `deliver-${quarter}`
}

/** One at a time per quarter for notices of no team, such as a secret's expiry. */
export function noticesWorkflowId(quarter: QuarterId): string {
  return `deliver-notices-${quarter}`
}

/** Also the id of what the report's schedules may mail. */
export const scheduledReportKinds = ['pre-planning-report', 'final-report'] as const

export type ScheduledReportKind = (typeof scheduledReportKinds)[number]

export function reportScheduleId(kind: ScheduledReportKind, quarter: QuarterId): string {
  return `${kind}-${quarter}`
}

/** As a schedule names it; Temporal appends the time. */
export function scheduledReportId(kind: ScheduledReportKind, quarter: QuarterId): string {
  return `scheduled-${kind}-${quarter}`
}

export const scheduledDriftId = 'scheduled-drift-watch'

export function syncScheduleId(connectionId: string): string {
  return `sync-${connectionId}`
}

export function nightlyScheduleId(connectionId: string): string {
  return `nightly-${connectionId}`
}

export const driftScheduleId = 'drift-watch'

/** What lets the drift watch that starts in a week mail its notices: one run of each week may. */
export function driftAuthorisationId(startedAt: Instant): string {
  return `${driftScheduleId}-${weekStartOf(isoOf(startedAt).slice(0, 10))}`
}
