import { localDateOf } from '../calendar.ts'
import type { Instant } from '../instant.ts'
import { datesOfQuarter, type QuarterId } from '../quarter.ts'
import type { Plan } from './plan.ts'

/** Whether a quarter's last day has passed wherever people of the plan work. */
export function isQuarterClosed(plan: Plan, quarter: QuarterId, asOfAt: Instant): boolean {
  const { to } = datesOfQuarter(quarter, plan)
  return plan.calendars.every((calendar) => localDateOf(asOfAt, calendar.timeZone) >= to)
}
