import type { MilliDays } from '../../effort/effort.ts'
import type { CategoryFigures, ScopeReconciliation } from '../dataset/scope.ts'

/**
 * An overrun is counted in days where they are at least this part of the rise in share; below it, people were missing, and
 * days alone would understate the overrun.
 */
export const daysSayEnoughShare = 0.9

/** What a scope's shares are shares of: attributed days, less the uncategorised ones. */
export function categorisedDaysOf({
  capacity,
  uncategorised,
}: Pick<ScopeReconciliation, 'capacity' | 'uncategorised'>): MilliDays {
  return capacity.attributedMilliDays - uncategorised.milliDays
}

/** A difference of shares as days of categorised work, whole thousandths. */
export function daysOfShare(
  scope: Pick<ScopeReconciliation, 'capacity' | 'uncategorised'>,
  share: number,
): MilliDays {
  return Math.round(share * categorisedDaysOf(scope))
}

/** By how much a category is over its plan, and whether that is counted in planned days or in its share; null unless called over. */
export function overrunOf(
  scope: Pick<ScopeReconciliation, 'capacity' | 'uncategorised'>,
  { call, varianceMilliDays, varianceShare }: CategoryFigures,
): { readonly milliDays: MilliDays; readonly by: 'days' | 'share' } | null {
  if (call !== 'over') return null
  const byShareMilliDays = daysOfShare(scope, varianceShare)
  const overrun =
    varianceMilliDays >= byShareMilliDays * daysSayEnoughShare
      ? ({ milliDays: varianceMilliDays, by: 'days' } as const)
      : ({ milliDays: byShareMilliDays, by: 'share' } as const)
  return overrun.milliDays > 0 ? overrun : null
}
