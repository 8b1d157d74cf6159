import { grouped } from './figures.ts'

/**
 * An earlier quarter's count beside this one's: "Q1: 119", or while the quarter runs "98 by now at Q1’s pace", since half a quarter
 * beside a whole one would read as less than it is.
 */
export function beforeInWords(
  { running, elapsedShare }: { readonly running: boolean; readonly elapsedShare: number },
  label: string,
  countBefore: number,
): string {
  if (!running) return `${label}: ${grouped(countBefore)}`
  return `${grouped(Math.round(countBefore * elapsedShare))} by now at ${label}’s pace`
}

/** "twice as many interruptions", "interruptions up by half", "interruptions down by about 20 %". */
export function growthInWords(ratio: number): string {
  if (ratio > 2.1) return `${Math.round(ratio * 10) / 10} times as many interruptions`
  if (ratio >= 1.9) return 'twice as many interruptions'
  if (ratio >= 1.45 && ratio <= 1.55) return 'interruptions up by half'
  return `interruptions ${ratio > 1 ? 'up' : 'down'} by about ${Math.round(Math.abs(ratio - 1) * 10) * 10} %`
}

/** ", 61 of them incidents outside working hours"; empty without any. */
export function outOfHoursInWords(incidents: number): string {
  if (incidents === 0) return ''
  const words = incidents === 1 ? 'one of them an incident' : `${grouped(incidents)} of them incidents`
  return `, ${words} outside working hours`
}
