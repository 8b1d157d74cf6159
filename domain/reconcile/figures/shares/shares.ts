import { type Bucket, type Category, categories } from '../../../category.ts'

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

/** Each category's part of what is categorised (or planned), 0..1; all 0 of nothing. */
export function sharesOf(amounts: Readonly<Record<Category, number>>): Record<Category, number> {
  const whole = sumOfCategories(amounts)
  return byCategory((category) => (whole > 0 ? amounts[category] / whole : 0))
}

/** The uncategorised part of all amounts, 0..1; 0 of nothing. */
export function uncategorisedShareOf(amounts: Readonly<Record<Bucket, number>>): number {
  const whole = sumOfCategories(amounts) + amounts.uncategorised
  return whole > 0 ? amounts.uncategorised / whole : 0
}

export function sumOfCategories(amounts: Readonly<Record<Category, number>>): number {
  return categories.reduce((sum, category) => sum + amounts[category], 0)
}

/**
 * Misalignment: half the sum of the absolute differences between planned shares and actual shares of categorised work
 * (total variation distance), 0..1. Null where nothing was planned or nothing is categorised.
 */
export function misalignmentOf(
  planned: Readonly<Record<Category, number>>,
  actual: Readonly<Record<Category, number>>,
): number | null {
  if ([planned, actual].some((shares) => categories.every((category) => shares[category] === 0))) return null
  return sumOfCategories(byCategory((category) => Math.abs(planned[category] - actual[category]))) / 2
}
