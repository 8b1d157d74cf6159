import { categories } from '../../category.ts'
import type { PastQuarter, Reconciliation } from '../dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../dataset/scope.ts'
import { emptyBuckets } from './shares.ts'

/** What later quarters compare themselves with. */
export function pastQuarterOf({ quarter, company, teams }: Reconciliation): PastQuarter {
  return { quarter, scopes: [company, ...teams].map(pastScopeOf) }
}

function pastScopeOf(scope: ScopeReconciliation): PastQuarter['scopes'][number] {
  const shares = { ...emptyBuckets(), uncategorised: scope.uncategorised.share }
  const plannedShares = { roadmap: 0, ktlo: 0, reliability: 0 }
  for (const category of categories) {
    const figures = scope.categories.find((each) => each.category === category)
    shares[category] = figures?.actualShare ?? 0
    plannedShares[category] = figures?.plannedShare ?? 0
  }
  return {
    scopeId: scope.scopeId,
    misalignmentShare: scope.misalignmentShare,
    shares,
    plannedShares,
    interruptions: scope.interruptions,
    reliabilitySpentMilliDays: scope.reliability.spentMilliDays,
    reliabilityBudgetMilliDays: scope.reliability.budgetMilliDays,
  }
}
