import { type Category, categories } from '../../../category.ts'
import { splitByLargestRemainder } from '../../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import type { Plan, TeamPlan } from '../../../plan/plan.ts'
import { currentTeamId } from '../../../plan/team-ids.ts'
import { compareTexts } from '../../../text/text-order.ts'
import type { ReconcileInput } from '../../dataset/input.ts'
import type { BudgetDay } from '../budget/budget-burn.ts'
import { byCategory, sharesOf } from '../shares/shares.ts'
import { plannedDaysOf, sumPlanned } from './planned-days.ts'

/** A team's plan for the quarter, and the plan that it stands in. */
export interface TeamPlanInPlan {
  readonly plan: Plan
  readonly teamPlan: TeamPlan
}

/** The team's plan as frozen in the baseline, else as it is now; null where neither knows the team. */
export function teamPlanFor(
  teamId: string,
  input: Pick<ReconcileInput, 'plan' | 'quarter' | 'baseline'>,
): TeamPlanInPlan | null {
  const plans = input.baseline === null ? [input.plan] : [input.baseline.plan, input.plan]
  for (const plan of plans) {
    const planned = plan.quarters.find((each) => each.quarter === input.quarter)
    const teamPlan = planned?.teams.find((each) => currentTeamId(input.plan, each.teamId) === teamId)
    if (teamPlan !== undefined) return { plan, teamPlan }
  }
  return null
}

/** A scope's planned shares and days. */
export interface ScopePlan {
  /** All 0 without a plan. */
  readonly shares: Readonly<Record<Category, number>>
  /** Until the as-of day. */
  readonly milliDays: Readonly<Record<Category, MilliDays>>
  readonly quarterMilliDays: Readonly<Record<Category, MilliDays>>
  /** The reliability budget by working day. */
  readonly budgetDays: readonly BudgetDay[]
}

const nothing: ScopePlan = {
  shares: byCategory(() => 0),
  milliDays: byCategory(() => 0),
  quarterMilliDays: byCategory(() => 0),
  budgetDays: [],
}

/** A team's planned days by category, whole and summing to its planned days; nothing without a plan. */
export function teamPlannedOf(planned: TeamPlanInPlan | null, input: ReconcileInput): ScopePlan {
  if (planned === null) return nothing
  const { plan, teamPlan } = planned
  const days = plannedDaysOf(plan, teamPlan, input.quarter, input.asOfAt)
  return {
    shares: teamPlan.shares,
    milliDays: splitByCategory(sumPlanned(days, 'counted'), teamPlan.shares),
    quarterMilliDays: splitByCategory(sumPlanned(days, 'quarter'), teamPlan.shares),
    budgetDays: days.map(({ date, milliDays, counted }) => ({
      date,
      budgetMilliDays: milliDays * teamPlan.shares.reliability,
      counted,
    })),
  }
}

/**
 * The company's plan: the sum of its teams'. Its shares are those of the days planned until today (of the
 * quarter, before its first day), which is what effort until today can be held against.
 */
export function companyPlanOf(teams: readonly ScopePlan[]): ScopePlan {
  const sumBy = (part: (team: ScopePlan) => Readonly<Record<Category, number>>) =>
    byCategory((category) => teams.reduce((sum, team) => sum + part(team)[category], 0))
  const milliDays = sumBy((team) => team.milliDays)
  const quarterMilliDays = sumBy((team) => team.quarterMilliDays)
  const begun = categories.some((category) => milliDays[category] > 0)
  return {
    shares: sharesOf(begun ? milliDays : quarterMilliDays),
    milliDays,
    quarterMilliDays,
    budgetDays: sumBudgetDays(teams.flatMap((team) => team.budgetDays)),
  }
}

/**
 * Adds up teams' budgets by date. Where a date has begun for some teams and not for others (time zones), it
 * stands twice: counted first.
 */
function sumBudgetDays(days: readonly BudgetDay[]): BudgetDay[] {
  const sums = new Map<string, BudgetDay>()
  for (const day of days) {
    const key = `${day.date} ${day.counted ? 'a' : 'b'}`
    const budgetMilliDays = (sums.get(key)?.budgetMilliDays ?? 0) + day.budgetMilliDays
    sums.set(key, { ...day, budgetMilliDays })
  }
  return [...sums].sort(([a], [b]) => compareTexts(a, b)).map(([, day]) => day)
}

function splitByCategory(
  milliDays: number,
  shares: Readonly<Record<Category, number>>,
): Record<Category, number> {
  const parts = splitByLargestRemainder(
    milliDays,
    categories.map((category) => shares[category]),
  )
  return byCategory((category) => parts[categories.indexOf(category)] ?? 0)
}

/** Whether anything was planned for a scope. */
export function isPlanned({ shares }: ScopePlan): boolean {
  return categories.some((category) => shares[category] > 0)
}
