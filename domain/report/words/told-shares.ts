import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'

/** A share that gets no whole hundredth and is more than nothing is told as "<1 %". */
const belowHalfAPoint = 0.004

/**
 * The parts of one whole as they are told: whole hundredths that sum to 1, by largest remainder, so that nobody who adds them up
 * finds 101 %. All are 0 where nothing is sorted.
 */
export function toldShares(shares: readonly number[]): readonly number[] {
  return splitByLargestRemainder(100, shares).map((points, index) =>
    points === 0 ? Math.min(shares[index] ?? 0, belowHalfAPoint) : points / 100,
  )
}

/** Categories with the shares that are told of them. */
export function withToldShares<
  Figures extends { readonly plannedShare: number; readonly actualShare: number },
>(categories: readonly Figures[]): Figures[] {
  const planned = toldShares(categories.map(({ plannedShare }) => plannedShare))
  const actual = toldShares(categories.map(({ actualShare }) => actualShare))
  return categories.map((figures, index) => ({
    ...figures,
    plannedShare: planned[index] ?? figures.plannedShare,
    actualShare: actual[index] ?? figures.actualShare,
  }))
}
