import { type Instant, isoOf, type LocalDate } from '../instant.ts'
import { isQuarterClosed } from '../plan/closed-quarter.ts'
import type { Plan } from '../plan/plan.ts'
import { datesOfQuarter } from '../quarter.ts'
import type { ScheduledReport } from './schedule.ts'

/** What running a report's schedule now comes to. */
export type ReportNow =
  /** As of its due instant where that has passed, as the schedule itself would; null: as of now. */
  | { readonly kind: 'mails'; readonly asOfAt: Instant | null }
  /** A quarter that has not begun has nothing to report, and one that has not closed no final report. */
  | { readonly kind: 'too early'; readonly from: LocalDate }

/** Decides it at an instant. A report that is run early is the one that its schedule finds mailed later. */
export function reportNow({ kind, quarter, dueAt }: ScheduledReport, plan: Plan, nowAt: Instant): ReportNow {
  const { from, to } = datesOfQuarter(quarter, plan)
  if (isoOf(nowAt).slice(0, 10) < from) return { kind: 'too early', from }
  if (kind === 'final-report' && !isQuarterClosed(plan, quarter, nowAt))
    return { kind: 'too early', from: to }
  return { kind: 'mails', asOfAt: nowAt >= dueAt ? dueAt : null }
}
