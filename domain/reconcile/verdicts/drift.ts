import type { MilliDays } from '../../effort/effort.ts'
import type { LocalDate } from '../../instant.ts'
import type { ReliabilityBudget } from '../dataset/verdicts.ts'
import {
  type BudgetDay,
  type BurnWeek,
  burnWeeksOf,
  lastDayToRecoverOf,
  lastTwoWeeks,
  projectionOf,
  ratioOf,
  wholeWeeksOf,
} from '../figures/budget/budget-burn.ts'
import { leastFindingMilliDays } from './least-finding.ts'

/** Drift at or below this is drifting. Ours: three tenths of a quarter's budget are a month's worth of it. */
export const driftingAtShare = -0.3
/** A projection ends off the plan where even its nearer end is more than a tenth away, as with a category's plan. */
export const nearPlanShare = 0.1

/** A pace is told from two whole weeks on: one has no spread to project with. */
export const fewestWeeksOfPace = 2

export interface DriftInput {
  /** Makes the projection repeat: the quarter and the scope. */
  readonly seed: string
  readonly budgetMilliDays: MilliDays
  readonly spentMilliDays: MilliDays
  readonly expectedMilliDays: MilliDays
  /** How far off `spentMilliDays` can be, at 80 %, by measuring alone. */
  readonly uncertainMilliDays: number
  /** What the unattributed days may hide. */
  readonly unseenMilliDays: number
  /** Reliability days that uncategorised work may hold: at least, and at most. */
  readonly uncategorised: { readonly lowMilliDays: number; readonly highMilliDays: number }
  /** Whether nothing can be called for this scope: then neither drift nor a projection is. */
  readonly isInDoubt: boolean
  readonly days: readonly BudgetDay[]
  readonly spentOfWeek: ReadonlyMap<LocalDate, MilliDays>
}

/**
 * How the reliability budget is being spent, read as an error budget:
 *
 *     drift = (spent − expected by today) / budget of the quarter
 *
 * `drifting` is said where drift is at or below −30 % even at the far end of its 80 % interval, `probably_drifting` where the
 * estimate itself is. The far end also counts what uncategorised work may hold and what unattributed days may hide: work that nothing
 * sorts or shows must not raise an alarm. In doubt the state is `cannot_tell` and nothing is projected: the pace of the visible work
 * doesn't represent the whole.
 */
export function reliabilityBudgetOf(input: DriftInput): ReliabilityBudget {
  const { budgetMilliDays, spentMilliDays, expectedMilliDays } = input
  const shortfallMilliDays = Math.max(0, expectedMilliDays - spentMilliDays)
  const amounts = { budgetMilliDays, spentMilliDays, expectedMilliDays, shortfallMilliDays }
  if (budgetMilliDays <= 0) {
    return {
      ...amounts,
      driftShare: null,
      driftBand: null,
      state: 'no_budget',
      burnRates: null,
      projected: null,
      projectedEnd: null,
      lastDayToRecover: null,
    }
  }
  const driftOf = (spent: number) => (spent - expectedMilliDays) / budgetMilliDays
  const driftShare = driftOf(spentMilliDays)
  const driftBand = {
    lowShare: driftOf(
      Math.max(0, spentMilliDays - input.uncertainMilliDays) + input.uncategorised.lowMilliDays,
    ),
    highShare: driftOf(
      spentMilliDays + input.uncertainMilliDays + input.unseenMilliDays + input.uncategorised.highMilliDays,
    ),
  }
  const weeks = burnWeeksOf(input.days, input.spentOfWeek)
  // A pace takes more than one week to be seen.
  const hasPace = expectedMilliDays > 0 && wholeWeeksOf(weeks).length >= fewestWeeksOfPace
  const projected = hasPace && !input.isInDoubt ? projectionFor(input, weeks) : null
  return {
    ...amounts,
    driftShare,
    driftBand: driftBand.lowShare < driftBand.highShare ? driftBand : null,
    state: input.isInDoubt ? 'cannot_tell' : stateOf(driftShare, driftBand.highShare, shortfallMilliDays),
    burnRates: hasPace ? { twoWeeksRatio: ratioOf(lastTwoWeeks(weeks)), quarterRatio: ratioOf(weeks) } : null,
    projected,
    projectedEnd: projected === null ? null : projectedEndOf(projected, budgetMilliDays),
    lastDayToRecover:
      input.isInDoubt || !hasPace
        ? null
        : lastDayToRecoverOf(input.days, weeks, budgetMilliDays - spentMilliDays),
  }
}

/**
 * The projection, its interval widened by the error of what was measured; null where nothing lies ahead, or nothing tells how sure it
 * is.
 */
function projectionFor(
  { days, seed, spentMilliDays, uncertainMilliDays }: DriftInput,
  weeks: readonly BurnWeek[],
): ReliabilityBudget['projected'] {
  if (days.every(({ counted }) => counted)) return null
  const { milliDays, lowMilliDays, highMilliDays } = projectionOf(days, weeks, seed)
  const uncertain = uncertainMilliDays * (spentMilliDays > 0 ? milliDays / spentMilliDays : 1)
  const low = Math.max(0, Math.round(milliDays - Math.hypot(milliDays - lowMilliDays, uncertain)))
  const high = Math.round(milliDays + Math.hypot(highMilliDays - milliDays, uncertain))
  return low === high ? null : { milliDays, lowMilliDays: low, highMilliDays: high }
}

function stateOf(
  driftShare: number,
  farEndShare: number,
  shortfallMilliDays: MilliDays,
): ReliabilityBudget['state'] {
  if (shortfallMilliDays < leastFindingMilliDays) return 'on_course'
  if (farEndShare <= driftingAtShare) return 'drifting'
  return driftShare <= driftingAtShare ? 'probably_drifting' : 'on_course'
}

/** Where a projection ends against the plan: above or below it only where its whole interval is more than a tenth away. */
export function projectedEndOf(
  { lowMilliDays, highMilliDays }: NonNullable<ReliabilityBudget['projected']>,
  budgetMilliDays: MilliDays,
): NonNullable<ReliabilityBudget['projectedEnd']> {
  if (lowMilliDays > budgetMilliDays * (1 + nearPlanShare)) return 'above_plan'
  return highMilliDays < budgetMilliDays * (1 - nearPlanShare) ? 'below_plan' : 'near_plan'
}

/** Whether the budget is called drifting, surely or probably. */
export function isDrifting({ state }: Pick<ReliabilityBudget, 'state'>): boolean {
  return state === 'drifting' || state === 'probably_drifting'
}
