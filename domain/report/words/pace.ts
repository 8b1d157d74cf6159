import type { ReportView } from '../content/view.ts'
import { grouped } from './figures.ts'

/**
 * An earlier quarter's count beside this one's: "Q1: 119", or while the quarter runs "98 by now at Q1’s pace", since half a quarter
 * beside a whole one would read as less than it is.
 */
export function beforeInWords(view: ReportView, label: string, countBefore: number): string {
  if (!view.running) return `${label}: ${grouped(countBefore)}`
  return `${grouped(Math.round(countBefore * view.elapsedShare))} by now at ${label}’s pace`
}

/**
 * How a count moved against the quarter before at the same pace, as a ratio; null where the difference may be chance: less than two
 * standard deviations of a Poisson count.
 */
export function surelyChangedRatio(view: ReportView, count: number, countBefore: number): number | null {
  const expected = countBefore * view.elapsedShare
  if (expected <= 0 || Math.abs(count - expected) < 2 * Math.sqrt(expected)) return null
  return count / expected
}
