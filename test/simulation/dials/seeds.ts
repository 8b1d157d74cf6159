/**
 * Two lists of seeds that have none in common. Constants of the product (q, tau's shrinking, the forecast's interval …) are tuned
 * on companies of `tuningSeeds` only; what is reported, in the closing note or the docs, is measured on `reportSeeds`, which
 * nothing may be tuned on. The random companies draw their dials from these seeds too, so a report's companies are of kinds
 * that nobody tuned for.
 */
export const tuningSeeds: readonly string[] = Array.from({ length: 40 }, (_, index) => `tuning-${index + 1}`)

export const reportSeeds: readonly string[] = Array.from({ length: 40 }, (_, index) => `report-${index + 1}`)
