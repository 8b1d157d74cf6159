import type { Growth } from '../dataset/verdicts.ts'

/**
 * A count has surely moved where it differs from what was to be expected by two standard deviations: about 95 of 100 equal
 * quarters lie within. Requests arrive one by one, so a count's standard deviation is the root of what is expected (Poisson).
 */
export const surelyMovedDeviations = 2
/** A quarter with fewer is too small to compare with. Ours: below ten, one incident more or less is a tenth. */
export const fewestToCompareWith = 10

/**
 * How a count moved against an earlier quarter's at the same pace; null where the difference may be chance.
 *
 * @param elapsedShare part of this quarter that has passed, above 0, up to 1
 * @param before the earlier quarter's whole count; undefined where none is known
 */
export function growthOf(
  count: number,
  elapsedShare: number,
  before: { readonly quarter: string; readonly count: number } | undefined,
): Growth | null {
  if (before === undefined || before.count < fewestToCompareWith) return null
  const expected = before.count * elapsedShare
  if (Math.abs(count - expected) < surelyMovedDeviations * Math.sqrt(expected)) return null
  return { ratio: count / expected, quarterBefore: before.quarter, countBefore: before.count }
}

/** Whether a count surely rose. */
export function hasGrown(growth: Growth | null): growth is Growth {
  return growth !== null && growth.ratio > 1
}
