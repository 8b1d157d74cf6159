import type { PastQuarter, Reconciliation } from './dataset/reconciliation.ts'
import type { ScopeReconciliation } from './dataset/scope.ts'
import { byCategory } from './figures/shares/shares.ts'

/** The figures of a quarter with which later quarters are compared; what has no figures is no past. */
export function pastQuarterOf({ quarter, company, teams }: Reconciliation): PastQuarter {
  const measured = [company, ...teams].filter(({ capacity }) => capacity.attributedMilliDays > 0)
  return { quarter, scopes: measured.map(pastScopeOf) }
}

function pastScopeOf(scope: ScopeReconciliation): PastQuarter['scopes'][number] {
  const shares = byCategory(() => 0)
  const plannedShares = byCategory(() => 0)
  for (const { category, actualShare, plannedShare } of scope.categories) {
    shares[category] = actualShare
    plannedShares[category] = plannedShare
  }
  return {
    scopeId: scope.scopeId,
    misalignmentShare: scope.misalignmentShare,
    shares,
    uncategorisedShare: scope.uncategorised.share,
    plannedShares,
    interruptions: scope.interruptions,
    reliabilitySpentMilliDays: scope.reliability.spentMilliDays,
    reliabilityBudgetMilliDays: scope.reliability.budgetMilliDays,
  }
}
