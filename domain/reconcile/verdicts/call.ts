import type { MilliDays } from '../../effort/effort.ts'
import type { Call } from '../dataset/verdicts.ts'
import { leastFindingMilliDays } from './least-finding.ts'

/** Within a tenth of its plan is on plan. Ours: what teams themselves call "as planned". */
export const onPlanOfPlanShare = 0.1
/** So is a difference below the error of measurement, however small the plan: the mean error is about 2 points (how-we-measure). */
export const onPlanAtLeastShare = 0.03
/** A band wider than this many tolerances is too wide to call a category on plan. */
export const widestBandOfTolerance = 2

/**
 * Calls a category, in this order: `cannot_tell` where the scope is in doubt; `on_plan` where the share is within a tenth of
 * the planned one (or 3 points, if that is more), its band within twice that, and the planned share no further outside the
 * band (which a sample can move off the share); `over` or `under` only where the planned share lies outside the whole band and
 * the difference is a day of the categorised work or more; else `cannot_tell`.
 */
export function callOf(
  plannedShare: number,
  actualShare: number,
  band: { readonly lowShare: number; readonly highShare: number },
  categorisedMilliDays: MilliDays,
  isInDoubt: boolean,
): Call {
  if (isInDoubt) return 'cannot_tell'
  const tolerance = Math.max(onPlanOfPlanShare * plannedShare, onPlanAtLeastShare)
  const halfWidthShare = (band.highShare - band.lowShare) / 2
  if (Math.abs(actualShare - plannedShare) <= tolerance) {
    const isNearBand = plannedShare >= band.lowShare - tolerance && plannedShare <= band.highShare + tolerance
    return isNearBand && halfWidthShare <= widestBandOfTolerance * tolerance ? 'on_plan' : 'cannot_tell'
  }
  if (Math.abs(actualShare - plannedShare) * categorisedMilliDays < leastFindingMilliDays)
    return 'cannot_tell'
  if (plannedShare < band.lowShare) return 'over'
  if (plannedShare > band.highShare) return 'under'
  return 'cannot_tell'
}
