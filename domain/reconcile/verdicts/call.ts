import type { MilliDays } from '../../effort/effort.ts'
import type { CategoryFigures } from '../dataset/reconciliation.ts'

/** Unattributed days at or above this part of the available ones say that the tickets don't show the work. */
const mostUnattributedShare = 0.5
const mostUncategorisedShare = 0.25
/** Within a tenth of its plan is on plan … */
const onPlanOfPlanShare = 0.1
/** … and so is what is closer than anyone can measure a team, however small the plan. */
const onPlanAtLeastShare = 0.03
/** … but not where the band is so wide that its middle says little: twice what counts as on plan. */
const widestBandOfTolerance = 2

/** Why nothing can be called for a scope at all, with the share that says so. */
export interface Doubt {
  readonly because: 'half_unattributed' | 'no_effort' | 'mostly_uncategorised'
  readonly share: number
}

/** Whether the records allow any call: null when they do. */
export function doubtOf(
  capacity: { readonly attributedMilliDays: MilliDays; readonly unattributedMilliDays: MilliDays },
  uncategorisedShare: number,
): Doubt | null {
  const { attributedMilliDays, unattributedMilliDays } = capacity
  if (attributedMilliDays === 0) return { because: 'no_effort', share: 0 }
  const unattributedShare = unattributedMilliDays / (attributedMilliDays + unattributedMilliDays)
  if (unattributedShare >= mostUnattributedShare) {
    return { because: 'half_unattributed', share: unattributedShare }
  }
  if (uncategorisedShare > mostUncategorisedShare) {
    return { because: 'mostly_uncategorised', share: uncategorisedShare }
  }
  return null
}

/**
 * Calls a category, in this order: `cannot_tell` where the records are in doubt or nothing was planned;
 * `on_plan` where the share is within a tenth of the planned one (or 3 points, if that is more), and its band within twice
 * that; `over` or `under` only where the planned share lies outside the whole band; else `cannot_tell`.
 */
export function callOf(
  plannedShare: number,
  actualShare: number,
  band: CategoryFigures['band'],
  inDoubt: boolean,
): CategoryFigures['call'] {
  if (inDoubt) return 'cannot_tell'
  const tolerance = Math.max(onPlanOfPlanShare * plannedShare, onPlanAtLeastShare)
  const halfWidthShare = (band.highShare - band.lowShare) / 2
  if (Math.abs(actualShare - plannedShare) <= tolerance) {
    return halfWidthShare <= widestBandOfTolerance * tolerance ? 'on_plan' : 'cannot_tell'
  }
  if (plannedShare < band.lowShare) return 'over'
  if (plannedShare > band.highShare) return 'under'
  return 'cannot_tell'
}
