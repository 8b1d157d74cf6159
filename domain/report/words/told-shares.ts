import { sumOf } from '../../calculation/sum.ts'
import type { Category } from '../../category.ts'
import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../effort/effort.ts'
import { points } from './figures.ts'

/** A share that gets no whole hundredth and is more than nothing is told as "<1 %"; days that get no whole one as "<1". */
const belowHalfAPoint = 0.004
const belowHalfADay: MilliDays = 400

/**
 * The parts of one whole as they are told: whole hundredths that sum to 1, by largest remainder, so that nobody who adds them up
 * finds 101 %. All are 0 where nothing is sorted.
 */
export function toldShares(shares: readonly number[]): readonly number[] {
  return splitByLargestRemainder(100, shares).map((points, index) =>
    points === 0 ? Math.min(shares[index] ?? 0, belowHalfAPoint) : points / 100,
  )
}

/** As near to its plan a share is exactly on it: a tenth of a point. */
const exactlyOnPlanShare = 0.001

/**
 * Actual shares as they are told beside those planned: whole hundredths that sum to 1, where a share that is exactly on its plan is
 * told as its plan is. Of three thirds one is told as 34 %, by no more than its place: it must not read as a difference.
 */
function toldBeside(planned: readonly number[], actual: readonly number[]): readonly number[] {
  const told = toldShares(actual)
  const plannedTold = toldShares(planned)
  const isExact = actual.map(
    (share, index) => share > 0 && Math.abs(share - (planned[index] ?? 0)) <= exactlyOnPlanShare,
  )
  const exactPoints = sumOf(plannedTold.map((share, index) => (isExact[index] === true ? points(share) : 0)))
  const others = actual.map((share, index) => (isExact[index] === true ? 0 : share))
  const split = splitByLargestRemainder(Math.max(0, 100 - exactPoints), others)
  const beside = actual.map((share, index) => {
    if (isExact[index] === true) return plannedTold[index] ?? share
    return split[index] === 0 ? Math.min(share, belowHalfAPoint) : (split[index] ?? 0) / 100
  })
  // Where what is left over fits the others too.
  const isWhole = sumOf(beside.map(points)) === 100
  const isNear = beside.every((share, index) => Math.abs(share - (actual[index] ?? 0)) < 0.01)
  return isWhole && isNear ? beside : told
}

/** Categories with the shares that are told of them. */
export function withToldShares<
  Figures extends { readonly plannedShare: number; readonly actualShare: number },
>(categories: readonly Figures[]): Figures[] {
  const planned = toldShares(categories.map(({ plannedShare }) => plannedShare))
  const actual = toldBeside(
    categories.map(({ plannedShare }) => plannedShare),
    categories.map(({ actualShare }) => actualShare),
  )
  return categories.map((figures, index) => ({
    ...figures,
    plannedShare: planned[index] ?? figures.plannedShare,
    actualShare: actual[index] ?? figures.actualShare,
  }))
}

/**
 * Categories with the planned days that are told of them: whole days that sum to the whole as it is told, so that nobody who adds
 * them up finds 391 of 390. Reliability's are its budget, which is told alone in many places: what rounding leaves falls on the
 * other two, by largest remainder.
 */
export function withToldPlannedDays<
  Figures extends { readonly category: Category; readonly plannedMilliDays: MilliDays },
>(categories: readonly Figures[]): Figures[] {
  const plannedOf = (all: readonly Figures[]) => all.map(({ plannedMilliDays }) => plannedMilliDays)
  const isBudget = ({ category }: Figures) => category === 'reliability'
  const others = categories.filter((each) => !isBudget(each))
  const budgetDays = Math.round(sumOf(plannedOf(categories.filter(isBudget))) / 1000)
  const wholeDays = Math.round(sumOf(plannedOf(categories)) / 1000)
  const days = splitByLargestRemainder(Math.max(0, wholeDays - budgetDays), plannedOf(others))
  return categories.map((figures) => {
    if (isBudget(figures)) return figures
    const told = 1000 * (days[others.indexOf(figures)] ?? 0)
    return {
      ...figures,
      plannedMilliDays: told === 0 ? Math.min(figures.plannedMilliDays, belowHalfADay) : told,
    }
  })
}
