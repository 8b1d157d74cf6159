import { splitByLargestRemainder } from '../../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import type { CategoryFigures, Shift } from '../../dataset/scope.ts'

/**
 * Where each category's loss of share went: split over all gains, in proportion, because nobody can tell whose loss was whose
 * gain. A loss's days are its share of the categorised days; the parts sum to them exactly.
 */
export function shiftsOf(
  figures: readonly Pick<CategoryFigures, 'category' | 'varianceShare'>[],
  categorisedMilliDays: MilliDays,
): Shift[] {
  const gains = figures.filter(({ varianceShare }) => varianceShare > 0)
  const gainedShare = gains.reduce((sum, { varianceShare }) => sum + varianceShare, 0)
  return figures
    .filter(({ varianceShare }) => varianceShare < 0)
    .flatMap((loss) => {
      const lostShare = -loss.varianceShare
      const parts = splitByLargestRemainder(
        Math.round(lostShare * categorisedMilliDays),
        gains.map(({ varianceShare }) => varianceShare),
      )
      return gains.map(({ category, varianceShare }, index) => ({
        from: loss.category,
        to: category,
        share: (lostShare * varianceShare) / gainedShare,
        milliDays: parts[index] ?? 0,
      }))
    })
}
