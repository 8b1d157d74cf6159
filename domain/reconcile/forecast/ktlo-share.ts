/** A quarter whose KTLO share is known. */
export interface KnownShare {
  readonly share: number
  /** The part of the quarter that has passed, 0..1: a running one counts by it. */
  readonly passedShare: number
}

/** Older quarters than these say nothing more: the eighth has 1/128 of the newest one's weight. */
export const mostQuarters = 8

/** With fewer quarters than this, the company's mean counts as one more. */
export const enoughQuarters = 4

/** The mean of shares, newest first, each older one at half the weight; null of none. */
export function recentMean(known: readonly KnownShare[]): number | null {
  const counted = known.slice(0, mostQuarters)
  const weights = counted.map(({ passedShare }, index) => passedShare * 0.5 ** index)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return null
  return counted.reduce((sum, { share }, index) => sum + share * (weights[index] ?? 0), 0) / whole
}

/**
 * The forecast of a KTLO share: the mean of the known quarters' shares, newest first, each older one at half the weight, at most
 * eight; with fewer than four, the company's mean counts as one more, the oldest. Null where no quarter is known.
 * @param company the company's shares in the same quarters, newest first; null for the company itself
 */
export function forecastShareOf(
  known: readonly KnownShare[],
  company: readonly KnownShare[] | null,
): number | null {
  if (known.length === 0) return null
  const companyMean = countsCompany(known, company) ? recentMean(company ?? []) : null
  return recentMean(companyMean === null ? known : [...known, { share: companyMean, passedShare: 1 }])
}

/** Whether the company's mean counts as one more quarter. */
export function countsCompany(known: readonly KnownShare[], company: readonly KnownShare[] | null): boolean {
  return known.length < enoughQuarters && company !== null && company.length > 0
}
