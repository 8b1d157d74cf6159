import { eightyPercentOf, type ShareInterval } from '../figures/shares/band.ts'

/** Half of an 80 % interval over the standard deviation, of a normal distribution. */
const eightyPercentDeviations = 1.2816

/** As many misses of a rule of thumb stand beside a company's own, which are few at first and soon outweigh them. */
export const thumbMisses = 10

/** How far off the forecast is as a rule, as a root mean square: measured on the project's simulated companies. */
export const thumbMissShare = { team: 0.075, company: 0.045 } as const

/**
 * Half the width of a forecast's 80 % interval: 1.28 × the root mean square of what the same forecast missed in past quarters,
 * with ten misses of the size that is usual (7.5 points for a team, 4.5 for a company) counted beside them. It is never narrower
 * than the band of the newest known share, taken at 80 % too.
 * @param misses forecast less what came, or the other way round; of all teams for a team, of the company for the company
 * @param bandHalfWidthShare half the width of the 95 % band
 */
export function forecastHalfWidth(
  misses: readonly number[],
  scope: keyof typeof thumbMissShare,
  bandHalfWidthShare: number,
): number {
  const squares = misses.reduce((sum, miss) => sum + miss ** 2, thumbMisses * thumbMissShare[scope] ** 2)
  const usualMiss = Math.sqrt(squares / (thumbMisses + misses.length))
  return Math.max(eightyPercentDeviations * usualMiss, eightyPercentOf(bandHalfWidthShare))
}

/** An interval around a share, within 0..1. */
export function intervalAround(share: number, halfWidthShare: number): ShareInterval {
  return { lowShare: Math.max(0, share - halfWidthShare), highShare: Math.min(1, share + halfWidthShare) }
}
