import { dayMs, type Instant } from '../instant.ts'

const eachNightMs = 7 * dayMs
const mostMs = 30 * dayMs

/** A parent that its tracker doesn't show: when it was first asked for in vain, and when it last was. */
export interface SoughtParent {
  readonly missedAt: Instant
  readonly askedAt: Instant
}

/**
 * Whether to ask for it again: each night for a week, then after half of the time that it has been missing, and each month at least. What is
 * hidden for good would cost two requests a night.
 */
export function isParentDue({ missedAt, askedAt }: SoughtParent, nowAt: Instant): boolean {
  const missingMs = askedAt - missedAt
  return missingMs < eachNightMs || nowAt - askedAt >= Math.min(missingMs / 2, mostMs)
}
