import { grouped, nearestWhole } from '../../text/numbers.ts'
import { percent } from './figures.ts'

/**
 * An earlier quarter's count beside this one's: "Q1: 119", or while the quarter runs "98 at Q1’s pace", since half a quarter
 * beside a whole one would read as less than it is.
 */
export function beforeInWords(
  { running, elapsedShare }: { readonly running: boolean; readonly elapsedShare: number },
  label: string,
  countBefore: number,
): string {
  if (!running) return `${label}: ${grouped(countBefore)}`
  return `${grouped(countBefore * elapsedShare)} at ${label}’s pace`
}

/**
 * "twice Q1’s interruptions", "twice as many interruptions", "interruptions up by half", "interruptions down by 20 %".
 *
 * @param before whose they are compared with: "Q1’s", "Q1’s pace of"; left out where the words around say it
 */
export function growthInWords(ratio: number, before = ''): string {
  const asMany = `${before === '' ? 'as many' : before} interruptions`
  if (ratio === 0) return 'no interruptions'
  if (ratio > 2.1) return `${nearestWhole(ratio * 10) / 10} times ${asMany}`
  if (ratio >= 1.9) return `twice ${asMany}`
  const tenths = nearestWhole(Math.abs(ratio - 1) * 10)
  return `interruptions ${ratio > 1 ? 'up' : 'down'} by ${tenths === 5 ? 'half' : `${tenths * 10} %`}`
}

/** ", 61 of them incidents outside working hours", or ", an incident outside working hours" where it is the only one; empty without any. */
export function outOfHoursInWords(tickets: number, incidents: number): string {
  if (incidents === 0) return ''
  const one = tickets === 1 ? 'an incident' : 'one of them an incident'
  const words = incidents === 1 ? one : `${grouped(incidents)} of them incidents`
  return `, ${words} outside working hours`
}

const fractions = [
  { ratio: 0.1, words: 'a tenth' },
  { ratio: 0.2, words: 'a fifth' },
  { ratio: 0.25, words: 'a quarter' },
  { ratio: 1 / 3, words: 'a third' },
  { ratio: 0.4, words: 'two fifths' },
  { ratio: 0.5, words: 'half' },
  { ratio: 0.6, words: 'three fifths' },
  { ratio: 2 / 3, words: 'two thirds' },
  { ratio: 0.75, words: 'three quarters' },
  { ratio: 0.9, words: 'nine tenths' },
]
/** Below this a pace is hardly one. */
const leastPaceRatio = 0.05
/** How far a fraction's words may be from what is said with them. */
const nearFractionRatio = 0.025

/** "a third", or "45 %" where no fraction is near; null where there is hardly any pace. */
export function paceOfPlanInWords(ratio: number): string | null {
  if (ratio < leastPaceRatio) return null
  const nearest = fractions.toSorted((a, b) => Math.abs(a.ratio - ratio) - Math.abs(b.ratio - ratio))[0]
  const isNear = nearest !== undefined && Math.abs(nearest.ratio - ratio) <= nearFractionRatio
  return isNear ? nearest.words : percent(ratio)
}
