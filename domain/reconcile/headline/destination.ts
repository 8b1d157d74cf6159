import type { Bucket } from '../../category.ts'
import type { ScopeReconciliation } from '../dataset/scope.ts'
import type { Destination } from '../dataset/verdicts.ts'

/** A receiver of this part of all gains got "almost the whole" of a loss. Ours: what is left is below what can be measured of it. */
export const almostWholeShare = 0.85
/** A receiver of at least half of it got "most". */
export const mostlyShare = 0.5
/** Two receivers of less than half each are named together where they got this part of it; each then got more than a fifth. */
export const twoTogetherShare = 0.7

/** What got more of the time than was planned for it, and its part of all such gains. */
export interface Gain {
  readonly bucket: Bucket
  readonly share: number
  /** Whether the gain holds across the band; nothing was planned for unsorted work, so all of it is a gain. */
  readonly isSure: boolean
}

/** Splits what any category lost over all that gained, in proportion: nobody can tell whose loss was whose gain. Largest first. */
export function gainsOf({
  categories,
  uncategorised,
}: Pick<ScopeReconciliation, 'categories' | 'uncategorised'>): Gain[] {
  const risen = categories.map(({ category, varianceShare, call }) => ({
    bucket: category,
    points: Math.max(0, varianceShare),
    isSure: call === 'over',
  }))
  const all = [...risen, { bucket: 'uncategorised' as const, points: uncategorised.share, isSure: true }]
  const whole = all.reduce((sum, { points }) => sum + points, 0)
  return all
    .filter(({ points }) => points > 0)
    .map(({ bucket, points, isSure }) => ({ bucket, share: points / whole, isSure }))
    .toSorted((a, b) => b.share - a.share)
}

/** Where a loss went, by the parts of the gains; only a sure gain is named. */
export function destinationOf(gains: readonly Gain[]): Destination {
  const [first, second] = gains.filter(({ isSure }) => isSure)
  if (first === undefined) return { kind: 'spread' }
  if (first.share >= almostWholeShare) return { kind: 'almost_whole', bucket: first.bucket }
  if (first.share >= mostlyShare) return { kind: 'mostly', bucket: first.bucket }
  if (second !== undefined && first.share + second.share >= twoTogetherShare) {
    return { kind: 'two', first: first.bucket, second: second.bucket }
  }
  return { kind: 'spread' }
}
