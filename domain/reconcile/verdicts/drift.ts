import type { MilliDays } from '../../effort/effort.ts'
import type { LocalDate } from '../../instant.ts'
import type { ReliabilityBudget } from '../dataset/verdicts.ts'
import {
  type BudgetDay,
  burnWeeksOf,
  lastDayToRecoverOf,
  lastTwoWeeks,
  projectionOf,
  ratioOf,
} from '../figures/budget/budget-burn.ts'

/** Drift at or below this is drifting. Ours: three tenths of a quarter's budget are a month's worth of it. */
export const driftingAtShare = -0.3
/** A projection ends off the plan where even its nearer end is more than a tenth away, as with a category's plan. */
export const nearPlanShare = 0.1

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
 * `drifting` is said where drift is at or below −30 % even at the far end of its 80 % interval, `probably
 * drifting` where the estimate itself is. The far end also counts what uncategorised work may hold and what unattributed
 * days may hide: work that nothing sorts or shows must not raise an alarm. In doubt the state is `cannot_tell` and nothing is projected: the pace
 * of the visible work doesn't represent the whole.
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
  const begun = weeks.length > 0 && expectedMilliDays > 0
  const projected = begun && !input.isInDoubt ? projectionOf(input.days, weeks, input.seed) : null
  return {
    ...amounts,
    driftShare,
    driftBand,
    state: input.isInDoubt ? 'cannot_tell' : stateOf(driftShare, driftBand.highShare),
    burnRates: begun ? { twoWeeksRatio: ratioOf(lastTwoWeeks(weeks)), quarterRatio: ratioOf(weeks) } : null,
    projected,
    projectedEnd: projected === null ? null : projectedEndOf(projected, budgetMilliDays),
    lastDayToRecover: input.isInDoubt
      ? null
      : lastDayToRecoverOf(input.days, weeks, budgetMilliDays - spentMilliDays),
  }
}

function stateOf(driftShare: number, farEndShare: number): ReliabilityBudget['state'] {
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
