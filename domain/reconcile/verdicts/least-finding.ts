import type { MilliDays } from '../../effort/effort.ts'

/** A difference below a day is no finding: nobody would act on it, and single tickets make it. */
export const leastFindingMilliDays: MilliDays = 1000

/** Whether days are enough to be told of. */
export function isFinding(milliDays: MilliDays): boolean {
  return milliDays >= leastFindingMilliDays
}
