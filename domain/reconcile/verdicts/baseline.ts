import { dayMs, type Instant } from '../../instant.ts'

/** A baseline taken later than this after the quarter's start misses part of it. Ours: a weekend and a working day. */
export const lateBaselineAfterMs = 3 * dayMs

/** Whether the plan was frozen in time to say what is unplanned. */
export function baselineStandingOf(
  takenAt: Instant | null,
  quarterStartAt: Instant,
): 'none' | 'on_time' | 'late' {
  if (takenAt === null) return 'none'
  return takenAt - quarterStartAt > lateBaselineAfterMs ? 'late' : 'on_time'
}
