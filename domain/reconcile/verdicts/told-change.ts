import { leastFindingMilliDays } from './least-finding.ts'

/** A mailed share that is off by less than a point, or by less than a day of work, is told to nobody: it decides nothing. */
export const leastToldMilliPoints = 1000

/** Whether a difference from mailed figures is enough to be told. */
export function isToldChange({
  milliDays,
  milliPoints,
}: {
  readonly milliDays: number
  readonly milliPoints: number
}): boolean {
  return Math.abs(milliPoints) >= leastToldMilliPoints && Math.abs(milliDays) >= leastFindingMilliDays
}
