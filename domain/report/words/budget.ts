import type { MilliDays } from '../../effort/effort.ts'
import type { LocalDate } from '../../instant.ts'
import type { ReliabilityBudget } from '../../reconcile/dataset/verdicts.ts'
import { dateInWords } from './dates.ts'
import { dayFigure, daysBetween, isADay, personDays, plural } from './figures.ts'
import { tense } from './scope.ts'
import { type Sentence, say, strong } from './sentence.ts'

type View = Parameters<typeof tense>[0]
type Amounts = Pick<ReliabilityBudget, 'budgetMilliDays' | 'spentMilliDays'>

/** "14 of 121 reliability days spent", "104 reliability days spent, 26 planned", "the one reliability day not spent". */
export function budgetNews(amounts: Amounts): string {
  const { budgetMilliDays, spentMilliDays } = amounts
  const spent = amountOf(spentMilliDays)
  if (isOverBudget(amounts)) {
    return `${spent} reliability ${plural(spent === '1' ? 1 : 2, 'day')} spent, ${amountOf(budgetMilliDays)} planned`
  }
  if (isOneDay(budgetMilliDays)) return `the one reliability day ${spent === '1' ? '' : 'not '}spent`
  return `${spent} of ${dayFigure(budgetMilliDays)} reliability days spent`
}

/** Whether a budget is told as one day, of which nobody counts parts. */
export function isOneDay(budgetMilliDays: MilliDays): boolean {
  return dayFigure(budgetMilliDays) === '1'
}

/** Whether more days were spent than planned, as both are told: they are no part of the plan then. */
export function isOverBudget({ budgetMilliDays, spentMilliDays }: Amounts): boolean {
  return Math.round(spentMilliDays / 1000) > Math.round(budgetMilliDays / 1000) || !isADay(budgetMilliDays)
}

/** "none", "less than one", "14". */
export function amountOf(milliDays: MilliDays): string {
  if (milliDays === 0) return 'none'
  return Math.round(milliDays / 1000) === 0 ? 'less than one' : dayFigure(milliDays)
}

/**
 * "14 of 121 planned reliability days were spent", "reliability work took 104 person-days, 26 planned"; of a team in doubt only what
 * tickets show.
 */
export function budgetClause(
  view: View,
  { budgetMilliDays, spentMilliDays, ...budget }: ReliabilityBudget,
): Sentence {
  const isInDoubt = budget.state === 'cannot_tell'
  if (isOverBudget({ budgetMilliDays, spentMilliDays })) {
    const planned = `${amountOf(budgetMilliDays)} planned${tense(view, ' for the whole quarter', '')}`
    const took = isInDoubt ? 'tickets show' : `reliability work ${tense(view, 'has taken', 'took')}`
    return say`${took} ${strong(personDays(spentMilliDays))}${isInDoubt ? ' of reliability work' : ''}, ${planned}`
  }
  const spent = amountOf(spentMilliDays)
  if (isOneDay(budgetMilliDays) && !isInDoubt) {
    const isSpent = spent === '1' ? '' : ' not'
    return say`the ${strong('one')} planned reliability day ${tense(view, 'is', 'was')}${isSpent} spent${dueInWords(view, budget)}`
  }
  const the = spent === 'none' ? 'the ' : ''
  const days = isOneDay(budgetMilliDays) ? 'day' : 'days'
  const of = say`${strong(spent)} of ${the}${dayFigure(budgetMilliDays)} planned reliability ${days}`
  if (isInDoubt) return say`tickets show ${of}`
  const isOne = spent === '1' || spent === 'less than one'
  const are = isOne ? tense(view, 'is', 'was') : tense(view, 'are', 'were')
  return say`${of} ${are} spent${dueInWords(view, budget)}`
}

/** " (56 planned by now)"; empty once the quarter has closed. */
function dueInWords(view: View, { expectedMilliDays }: Pick<ReliabilityBudget, 'expectedMilliDays'>): string {
  const due = Math.round(expectedMilliDays / 1000)
  return view.running && due > 0 ? ` (${dayFigure(expectedMilliDays)} planned by now)` : ''
}

/** Whole days that are due and not spent: the difference of the two figures as they are told. */
export function missingDays({
  expectedMilliDays,
  spentMilliDays,
}: Pick<ReliabilityBudget, 'expectedMilliDays' | 'spentMilliDays'>): number {
  return Math.max(0, daysBetween(expectedMilliDays, spentMilliDays))
}

/**
 * Where a budget is heading, as it is told; null where nothing is projected. The measured interval holds the error of what is spent so
 * far too and can begin below it: "8 are spent, at this pace 10 (4 to 20)" reads as nonsense, so no figure is told below what is spent.
 */
export function toldProjection({
  projected,
  spentMilliDays,
}: Pick<ReliabilityBudget, 'projected' | 'spentMilliDays'>): ReliabilityBudget['projected'] {
  if (projected === null) return null
  const atLeastSpent = (milliDays: MilliDays) => Math.max(milliDays, spentMilliDays)
  return {
    milliDays: atLeastSpent(projected.milliDays),
    lowMilliDays: atLeastSpent(projected.lowMilliDays),
    highMilliDays: atLeastSpent(projected.highMilliDays),
  }
}

/** The same in figures, "11 (9 to 18)", for tables and pages; null where nothing is projected. */
export function projectionFigures(
  reliability: Parameters<typeof toldProjection>[0],
): { readonly end: string; readonly range: string } | null {
  const told = toldProjection(reliability)
  if (told === null) return null
  return {
    end: dayFigure(told.milliDays),
    range: `${dayFigure(told.lowMilliDays)} to ${dayFigure(told.highMilliDays)}`,
  }
}

/** "9 to 18", "at most 7". */
export function rangeInWords({
  lowMilliDays,
  highMilliDays,
}: Pick<NonNullable<ReliabilityBudget['projected']>, 'lowMilliDays' | 'highMilliDays'>): string {
  const most = dayFigure(highMilliDays)
  return isADay(lowMilliDays) ? `${dayFigure(lowMilliDays)} to ${most}` : `at most ${most}`
}

/** Told of a projection: "at this pace 11 by 30 June (9 to 18)", "at this pace 73 reliability days will be spent by 30 June (65 to 81)", "at this pace none by 30 June (at most 3)". */
export function paceClause(
  { milliDays, lowMilliDays, highMilliDays }: NonNullable<ReliabilityBudget['projected']>,
  lastDay: LocalDate,
  noun = '',
): string {
  const whole = Math.round(milliDays / 1000)
  const isOne = whole === 1 || (whole === 0 && milliDays > 0)
  const by = `${noun === '' ? '' : ` ${plural(isOne ? 1 : 2, noun)} will be spent`} by ${dateInWords(lastDay)}`
  return whole > 0
    ? `at this pace ${dayFigure(milliDays)}${by} (${rangeInWords({ lowMilliDays, highMilliDays })})`
    : `at this pace ${milliDays === 0 ? (noun === '' ? 'none' : 'no') : 'less than one'}${by} (at most ${dayFigure(Math.max(1000, highMilliDays))})`
}
