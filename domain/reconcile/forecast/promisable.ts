import type { MilliDays } from '../../effort/effort.ts'
import type { ForecastEstimate } from '../dataset/forecast.ts'
import type { ShareInterval } from '../figures/shares/band.ts'

/** What is left of the days available once KTLO has taken its share, and at the two ends of that share's interval. */
export function promisableOf(
  availableMilliDays: MilliDays,
  ktloShare: number,
  { lowShare, highShare }: ShareInterval,
): ForecastEstimate['promisable'] {
  const left = (share: number) => availableMilliDays - Math.round(availableMilliDays * share)
  return { milliDays: left(ktloShare), lowMilliDays: left(highShare), highMilliDays: left(lowShare) }
}
