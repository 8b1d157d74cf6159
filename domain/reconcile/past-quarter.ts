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
  return { quarter, scopes: [company, ...teams].filter(isMeasured).map(pastScopeOf) }
}

/** A past quarter with each team by the id that it has now, so that a renamed team keeps its past. */
export function withCurrentIds(past: PastQuarter, plan: Pick<Plan, 'teams'>): PastQuarter {
  return { ...past, scopes: past.scopes.map((scope) => underCurrentId(plan, scope)) }
}

/**
 * Past quarters, with the company marked where other teams were measured than now: how often it was interrupted then is no measure
 * of how often these teams are.
 *
 * @param teams those of the company that have figures of their own
 */
export function heldAgainst(
  teams: readonly Pick<ComparedScope, 'scopeId' | 'capacity'>[],
  past: readonly PastQuarter[],
): PastQuarter[] {
  const measured = new Set(teams.filter(isMeasured).map(({ scopeId }) => scopeId))
  return past.map(({ quarter, scopes }) => {
    const before = scopes.filter((scope) => scope.scopeId !== 'company' && isPartOfCompany(scope))
    const isSame = before.length === measured.size && before.every(({ scopeId }) => measured.has(scopeId))
    const marked = scopes.map((scope) =>
      scope.scopeId === 'company' && !isSame ? { ...scope, isOfOtherTeams: true as const } : scope,
    )
    return { quarter, scopes: marked }
  })
}

/** A team without a plan has figures of its own alone. */
function isPartOfCompany({ plannedShares }: PastQuarter['scopes'][number]): boolean {
  return categories.some((category) => plannedShares[category] > 0)
}

function isMeasured({ capacity }: Pick<ComparedScope, 'capacity'>): boolean {
  return capacity.attributedMilliDays > 0
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
    ...(scope.doubt?.because === 'stale' && { isStale: true as const }),
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
    attributedMilliDaysEach:
      scope.people === 0 ? 0 : Math.round(scope.capacity.attributedMilliDays / scope.people),
  }
}

/** Whether any sorted work was done, and its tracker was read: a quarter without is no past. */
export function hasShares({ shares, isStale }: PastQuarter['scopes'][number]): boolean {
  return isStale !== true && categories.some((category) => shares[category] > 0)
}
