import type { MilliDays } from '../../effort/effort.ts'
import { type QuarterId, quarterBefore } from '../../quarter.ts'
import type { LeavingOut } from '../dataset/verdicts.ts'
import { driftingAtShare } from './drift.ts'
import { leastFindingMilliDays } from './least-finding.ts'

/** A team's quarter, as far as its reliability budget and its interruptions are concerned. */
export interface QuarterOfInterruptions {
  readonly quarter: QuarterId
  readonly budgetMilliDays: MilliDays
  readonly spentMilliDays: MilliDays
  readonly interruptionMilliDays: MilliDays
  /** Days on tickets by person, on average. */
  readonly attributedMilliDaysEach: MilliDays
}

/** Quarters of each kind that a difference needs: one alone has no spread to tell chance by. */
export const fewestQuartersOfKind = 2

/**
 * Quarters of which less is known, as where a tracker's records begin, are no part of a difference: what was spent of a budget, and how
 * often work was interrupted, isn't known of the days before. Ours: 13 working days, a fifth of a quarter.
 */
export const fewestKnownMilliDaysEach = 13_000

/** The 90th percentile of Student's t by degrees of freedom from 2 on: 80 % lie between it and its negative. */
const tOfEightyPercent = [1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356]

/**
 * What leaving reliability work out cost a team: the interruptions of quarters that follow one in which the budget was left out
 * (spent to 70 % or less, as with drift), less those of quarters that follow one in which it was kept; means, with the 80 % interval
 * of their difference (Student's, equal variances, at least a day each way). Measured only where the whole interval is above 0; else
 * these quarters don't tell. The quarter after is compared, because interruptions of the same one may be why nothing was spent.
 *
 * @param quarters closed ones, in the order of time
 * @param recurring what to watch where it can't be told
 */
export function leavingOutOf(
  quarters: readonly QuarterOfInterruptions[],
  recurring: LeavingOut['recurring'],
): LeavingOut {
  const kept: number[] = []
  const leftOut: number[] = []
  for (const [index, after] of quarters.entries()) {
    const { quarter, interruptionMilliDays } = after
    const before = quarters[index - 1]
    if (before === undefined || before.quarter !== quarterBefore(quarter)) continue
    if (before.budgetMilliDays <= 0 || !isKnown(before) || !isKnown(after)) continue
    const isLeftOut = before.spentMilliDays <= (1 + driftingAtShare) * before.budgetMilliDays
    ;(isLeftOut ? leftOut : kept).push(interruptionMilliDays)
  }
  const counts = { quartersKept: kept.length, quartersLeftOut: leftOut.length, recurring }
  if (Math.min(kept.length, leftOut.length) < fewestQuartersOfKind) return { ...counts, difference: null }
  const milliDays = meanOf(leftOut) - meanOf(kept)
  const half = Math.max(leastFindingMilliDays, halfWidthOf(kept, leftOut))
  if (milliDays - half <= 0) return { ...counts, difference: null }
  return {
    ...counts,
    difference: {
      milliDays: Math.round(milliDays),
      lowMilliDays: Math.round(milliDays - half),
      highMilliDays: Math.round(milliDays + half),
    },
  }
}

function isKnown({ attributedMilliDaysEach }: QuarterOfInterruptions): boolean {
  return attributedMilliDaysEach >= fewestKnownMilliDaysEach
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Half the 80 % interval of the difference of two means. */
function halfWidthOf(a: readonly number[], b: readonly number[]): number {
  const squares = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0)
  const freedom = a.length + b.length - 2
  const t = tOfEightyPercent[freedom - 2] ?? tOfEightyPercent.at(-1) ?? Number.POSITIVE_INFINITY
  return t * Math.sqrt(((squares(a) + squares(b)) / freedom) * (1 / a.length + 1 / b.length))
}
