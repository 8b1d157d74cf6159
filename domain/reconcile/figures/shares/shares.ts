import { type Bucket, buckets, type Category, categories } from '../../../category.ts'
import type { MilliDays } from '../../../effort/effort.ts'

export function emptyBuckets(): Record<Bucket, number> {
  return { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
}

/** A value for each category. */
export function byCategory<T>(of: (category: Category) => T): Record<Category, T> {
  return { roadmap: of('roadmap'), ktlo: of('ktlo'), reliability: of('reliability') }
}

/** Sums amounts by the bucket that each belongs to. */
export function sumByBucket<T>(
  items: readonly T[],
  bucketOf: (item: T) => Bucket,
  amountOf: (item: T) => number,
): Record<Bucket, number> {
  const sums = emptyBuckets()
  for (const item of items) sums[bucketOf(item)] += amountOf(item)
  return sums
}

/** Each bucket's part of the whole, 0..1; all 0 of nothing. */
export function sharesOf(amounts: Readonly<Record<Bucket, number>>): Record<Bucket, number> {
  const whole = buckets.reduce((sum, bucket) => sum + amounts[bucket], 0)
  const shares = emptyBuckets()
  if (whole > 0) for (const bucket of buckets) shares[bucket] = amounts[bucket] / whole
  return shares
}

/** Each category's part of what was planned, 0..1; all 0 of nothing. */
export function plannedSharesOf(planned: Readonly<Record<Category, MilliDays>>): Record<Category, number> {
  const { roadmap, ktlo, reliability } = sharesOf({ ...planned, uncategorised: 0 })
  return { roadmap, ktlo, reliability }
}

/**
 * Misalignment: half the sum of the absolute differences between planned and actual shares (total variation
 * distance), 0..1. Uncategorised work counts as unplanned.
 * Null where nothing was planned or nothing was done.
 */
export function misalignmentOf(
  planned: Readonly<Record<Category, number>>,
  actual: Readonly<Record<Bucket, number>>,
): number | null {
  const nothing = categories.every((category) => planned[category] === 0)
  if (nothing || buckets.every((bucket) => actual[bucket] === 0)) return null
  const differences = categories.map((category) => Math.abs(planned[category] - actual[category]))
  return differences.reduce((sum, difference) => sum + difference, actual.uncategorised) / 2
}
