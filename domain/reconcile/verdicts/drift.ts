import type { MilliDays } from '../../effort/effort.ts'
import type { LocalDate } from '../../instant.ts'
import type { ReliabilityBudget } from '../dataset/reconciliation.ts'
import {
  type BudgetDay,
  courseWeeksOf,
  lastDayToRecoverOf,
  lastTwoWeeks,
  projectionOf,
  ratioOf,
} from '../figures/budget-burn.ts'

const driftingAtShare = -0.3

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
  /** Whether nothing can be called for this scope; then drift is never called outright. */
  readonly inDoubt: boolean
  readonly days: readonly BudgetDay[]
  readonly spentOfWeek: ReadonlyMap<LocalDate, MilliDays>
}

/**
 * The reliability budget's course, read as an error budget's:
 *
 *     drift = (spent − expected by today) / budget of the quarter
 *
 * `drifting` is said where drift is at or below −30 % even at the far end of its 80 % interval, `probably
 * drifting` where the estimate itself is. The far end also counts what unattributed days may hide: work that
 * no ticket shows must not make an alarm. In doubt, the far end is the estimate, and at most `probably` is said.
 */
export function reliabilityBudgetOf(input: DriftInput): ReliabilityBudget {
  const { budgetMilliDays, spentMilliDays, expectedMilliDays } = input
  const amounts = { budgetMilliDays, spentMilliDays, expectedMilliDays }
  if (budgetMilliDays <= 0) {
    return {
      ...amounts,
      driftShare: null,
      driftBand: null,
      state: 'no_budget',
      burnRates: null,
      projected: null,
      lastDayToRecover: null,
    }
  }
  const driftOf = (spent: number) => (spent - expectedMilliDays) / budgetMilliDays
  const driftShare = driftOf(spentMilliDays)
  const driftBand = {
    lowShare: driftOf(Math.max(0, spentMilliDays - input.uncertainMilliDays)),
    highShare: driftOf(spentMilliDays + input.uncertainMilliDays + input.unseenMilliDays),
  }
  const weeks = courseWeeksOf(input.days, input.spentOfWeek)
  const begun = weeks.length > 0 && expectedMilliDays > 0
  return {
    ...amounts,
    driftShare,
    driftBand,
    state: stateOf(driftShare, driftBand.highShare, input.inDoubt),
    burnRates: begun ? { twoWeeksRatio: ratioOf(lastTwoWeeks(weeks)), quarterRatio: ratioOf(weeks) } : null,
    projected: begun ? projectionOf(input.days, weeks, input.seed) : null,
    lastDayToRecover: lastDayToRecoverOf(input.days, weeks, budgetMilliDays - spentMilliDays),
  }
}

function stateOf(driftShare: number, farEndShare: number, inDoubt: boolean): ReliabilityBudget['state'] {
  const atLeastProbable = (inDoubt ? farEndShare : driftShare) <= driftingAtShare
  if (!atLeastProbable) return 'on_course'
  return farEndShare <= driftingAtShare && !inDoubt ? 'drifting' : 'probably_drifting'
}
