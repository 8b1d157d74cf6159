import type { Category } from '../../category.ts'
import type { CategoryFigures } from '../dataset/scope.ts'
import type { Destination } from '../dataset/verdicts.ts'

/** A receiver of this part of all gains got "almost the whole" of a loss. Ours: what is left is below what can be measured of it. */
export const almostWholeShare = 0.85
/** A receiver of at least half of it got "most". */
export const mostlyShare = 0.5
/** Two receivers are named together where the smaller got this part of it: less is little beside the other's. */
export const smallerOfTwoShare = 0.3

/** A category with more of the work than was planned for it, and its part of all such gains. */
export interface Gain {
  readonly category: Category
  readonly share: number
  /** Whether the gain holds across the band. */
  readonly isSure: boolean
}

/** The categories that gained share, with the part of all gains that each got. Largest first. */
export function gainsOf(categories: readonly CategoryFigures[]): Gain[] {
  const risen = categories.filter(({ varianceShare }) => varianceShare > 0)
  const whole = risen.reduce((sum, { varianceShare }) => sum + varianceShare, 0)
  return risen
    .map(({ category, varianceShare, call }) => ({
      category,
      share: varianceShare / whole,
      isSure: call === 'over',
    }))
    .toSorted((a, b) => b.share - a.share)
}

/** Where a loss went, by the parts of the gains; only a sure gain is named. */
export function destinationOf(gains: readonly Gain[]): Destination {
  const [first, second] = gains.filter(({ isSure }) => isSure)
  if (first === undefined) return { kind: 'spread' }
  if (first.share >= almostWholeShare) return { kind: 'almost_whole', category: first.category }
  if (second !== undefined && second.share >= smallerOfTwoShare) {
    return { kind: 'two', first: first.category, second: second.category }
  }
  return first.share >= mostlyShare ? { kind: 'mostly', category: first.category } : { kind: 'spread' }
}
