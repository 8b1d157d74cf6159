import { type Category, categories } from '../category.ts'
import type { Plan } from '../plan/plan.ts'
import { underCurrentId } from '../plan/team-ids.ts'
import type { QuarterId } from '../quarter.ts'
import type { ComparedScope } from './dataset/measured-quarter.ts'
import type { PastQuarter } from './dataset/reconciliation.ts'
import { byCategory } from './figures/shares/shares.ts'
import { isFound } from './verdicts/commitments.ts'

/** The figures of a quarter with which later quarters are compared; what has no figures is no past. */
export function pastQuarterOf({
  quarter,
  company,
  teams,
}: {
  readonly quarter: QuarterId
  readonly company: ComparedScope
  readonly teams: readonly ComparedScope[]
}): PastQuarter {
  const measured = [company, ...teams].filter(({ capacity }) => capacity.attributedMilliDays > 0)
  return { quarter, scopes: measured.map(pastScopeOf) }
}

/** A past quarter with each team by the id that it has now, so that a renamed team keeps its past. */
export function withCurrentIds(past: PastQuarter, plan: Pick<Plan, 'teams'>): PastQuarter {
  return { ...past, scopes: past.scopes.map((scope) => underCurrentId(plan, scope)) }
}

function pastScopeOf(scope: ComparedScope): PastQuarter['scopes'][number] {
  const shares = byCategory(() => 0)
  const plannedShares = byCategory(() => 0)
  for (const { category, actualShare, plannedShare } of scope.categories) {
    shares[category] = actualShare
    plannedShares[category] = plannedShare
  }
  const ofCategory = (wanted: Category) => scope.categories.find(({ category }) => category === wanted)
  return {
    scopeId: scope.scopeId,
    misalignmentShare: scope.misalignmentShare,
    shares,
    uncategorisedShare: scope.uncategorised.share,
    plannedShares,
    ktloBand: ofCategory('ktlo')?.band ?? { lowShare: 0, highShare: 1 },
    roadmapMilliDays: ofCategory('roadmap')?.actualMilliDays ?? 0,
    plannedRoadmapMilliDays: Math.round(scope.capacity.plannedQuarterMilliDays * plannedShares.roadmap),
    commitments: scope.commitments.filter(isFound).map(({ name, actualMilliDays, standing }) => ({
      name,
      milliDays: actualMilliDays,
      delivered: standing === 'delivered',
    })),
    interruptions: scope.interruptions,
    reliabilitySpentMilliDays: scope.reliability.spentMilliDays,
    reliabilityBudgetMilliDays: scope.reliability.budgetMilliDays,
  }
}

/** Whether any sorted work was done: a quarter without is no past. */
export function hasShares({ shares }: PastQuarter['scopes'][number]): boolean {
  return categories.some((category) => shares[category] > 0)
}
