import type { MilliDays } from '../../effort/effort.ts'
import type { CommitmentFigures } from '../dataset/verdicts.ts'
import type { MeasuredCommitment } from '../figures/tickets/commitments.ts'

/** A commitment is as planned within two days of what is due, which is closer than days are measured … */
export const asPlannedMilliDays = 2000
/** … or within a tenth of its plan, as with a category. */
export const asPlannedOfPlanShare = 0.1
/** With less than a tenth of its days left, a commitment can't be moved into the next quarter any more. */
export const movableLeftShare = 0.1

/** What is due by now of a commitment's days, which are spread evenly over the quarter. */
export function dueMilliDaysOf(
  { plannedMilliDays }: Pick<CommitmentFigures, 'plannedMilliDays'>,
  elapsedShare: number,
): MilliDays {
  return Math.round(plannedMilliDays * elapsedShare)
}

/**
 * Where a commitment stands: `behind` what is due by now, `over` where it took
 * more than its whole plan, both beyond two days or a tenth of the plan. What is delivered is never behind, and what was dropped
 * is neither.
 */
export function commitmentStandingOf(
  { found, isAmbiguous, outcome, ...figures }: MeasuredCommitment,
  elapsedShare: number,
  isInDoubt: boolean,
): CommitmentFigures {
  if (isAmbiguous) return { ...figures, standing: 'ambiguous', deviationMilliDays: 0 }
  if (!found) return { ...figures, standing: 'not_found', deviationMilliDays: 0 }
  if (outcome === 'dropped') return { ...figures, standing: 'dropped', deviationMilliDays: 0 }
  if (isInDoubt) return { ...figures, standing: outcome ?? 'cannot_tell', deviationMilliDays: 0 }
  const { plannedMilliDays, actualMilliDays } = figures
  const behindMilliDays =
    outcome === 'delivered' ? 0 : dueMilliDaysOf({ plannedMilliDays }, elapsedShare) - actualMilliDays
  const leftMilliDays = plannedMilliDays - actualMilliDays
  const offMilliDays = behindMilliDays > 0 ? behindMilliDays : Math.min(0, leftMilliDays)
  const tolerance = Math.max(asPlannedMilliDays, asPlannedOfPlanShare * plannedMilliDays)
  const deviationMilliDays: MilliDays = Math.abs(offMilliDays) > tolerance ? offMilliDays : 0
  const state = deviationMilliDays > 0 ? 'behind' : deviationMilliDays < 0 ? 'over' : 'on_plan'
  return { ...figures, standing: outcome ?? state, deviationMilliDays }
}

/** Whether one ticket, project or initiative has the name that the plan gives. */
export function isFound({ standing }: Pick<CommitmentFigures, 'standing'>): boolean {
  return standing !== 'not_found' && standing !== 'ambiguous'
}

/** Whether there is work left on it: it was found, and was neither delivered nor dropped. */
export function isOpen({ standing }: CommitmentFigures): boolean {
  return isFound({ standing }) && standing !== 'delivered' && standing !== 'dropped'
}

/** Whether it was done with fewer days than planned, beyond the tolerance: its plan held less work, or its tickets show less. */
export function isDoneEarly({ standing, plannedMilliDays, actualMilliDays }: CommitmentFigures): boolean {
  const tolerance = Math.max(asPlannedMilliDays, asPlannedOfPlanShare * plannedMilliDays)
  return standing === 'delivered' && plannedMilliDays - actualMilliDays > tolerance
}

/** Whether its plan is more than all the days that its team has in the quarter: then no quarter could have held it. */
export function isBeyondQuarter(
  { plannedMilliDays }: Pick<CommitmentFigures, 'plannedMilliDays'>,
  quarterMilliDays: MilliDays,
): boolean {
  return plannedMilliDays > quarterMilliDays
}

/** Whether an open commitment has so many planned days left that its end can be moved. */
export function isMovable(commitment: CommitmentFigures): boolean {
  const { plannedMilliDays, actualMilliDays } = commitment
  return isOpen(commitment) && plannedMilliDays - actualMilliDays >= movableLeftShare * plannedMilliDays
}
