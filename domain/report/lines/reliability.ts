import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import { figuresOf, isPlanless, isSorted, type ReportView } from '../content/view.ts'
import { teamsOfTrade } from '../sections/choice.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { budgetClause, paceClause, toldProjection } from '../words/budget.ts'
import { dateInWords, lastDayOf } from '../words/dates.ts'
import { allInWords, personDays, plural } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { joined, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "14 of 121 planned reliability days were spent": where it drifts or is called under; else undefined. */
export function missedReliabilityClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const { reliability } = team
  const isUnder = figuresOf(team, 'reliability').call === 'under' && reliability.state !== 'no_budget'
  if (!isDrifting(reliability) && !isUnder) return undefined
  return {
    words: say`${budgetClause(view, reliability)}${doubtWords(view, team)}${afterSemicolon(doneWords(team))}`,
    atStakeMilliDays: reliability.shortfallMilliDays,
    evidence: namedEvidenceOf(team, 'reliability'),
  }
}

/**
 * The same with where it is heading, whatever its state; undefined where there is nothing to tell, as in a quarter's first days, or of a
 * budget that was kept.
 */
export function reliabilityCourseClause(view: ReportView): Clause | undefined {
  const { scope } = view
  if (scope.doubt?.because === 'too_early' || !isSorted(scope)) return undefined
  const { reliability } = scope
  const evidence = namedEvidenceOf(scope, 'reliability')
  if (reliability.state === 'no_budget') {
    const words = unplannedWords(view, reliability.spentMilliDays)
    return words === undefined ? undefined : { words, atStakeMilliDays: null, evidence }
  }
  if (isKept(view)) return undefined
  return {
    words: say`${budgetClause(view, reliability)}${doubtWords(view, scope)}${afterSemicolon(courseWords(view))}${afterSemicolon(doneWords(scope))}`,
    atStakeMilliDays: isDrifting(reliability) ? reliability.shortfallMilliDays : null,
    evidence,
  }
}

/** Where a drifting budget is heading, and whether its items are done, for a report whose answer says what was spent of it; undefined without either. */
export function courseClause(view: ReportView): Clause | undefined {
  const { reliability } = view.scope
  const course = [courseWords(view, 'reliability day'), doneWords(view.scope, 'reliability item')]
  const words = joined(
    course.flatMap((part) => (part === '' ? [] : [say`${part}`])),
    '; ',
  )
  if (words.length === 0) return undefined
  return {
    words,
    atStakeMilliDays: reliability.shortfallMilliDays,
    evidence: namedEvidenceOf(view.scope, 'reliability'),
  }
}

/** Whether a closed quarter's budget was spent as planned, by each team: the mail's table has the days, and they are no news. */
function isKept(view: ReportView): boolean {
  const { running, scope } = view
  const isOnPlan = figuresOf(scope, 'reliability').call === 'on_plan' && !isDrifting(scope.reliability)
  // What the choice is about has to be told, though the company's other teams make up for it.
  return !running && scope.doubt === null && isOnPlan && teamsOfTrade(view).length === 0
}

function afterSemicolon(words: string): string {
  return words === '' ? '' : `; ${words}`
}

function unplannedWords(view: ReportView, spentMilliDays: number): Sentence | undefined {
  const took = say`${tense(view, 'has taken', 'took')} ${strong(personDays(spentMilliDays))}`
  if (isPlanless(view.scope)) return spentMilliDays === 0 ? undefined : say`reliability work ${took}`
  if (spentMilliDays === 0) return say`no reliability work was planned, and none was done`
  return say`no reliability work was planned, but it ${took}`
}

function doubtWords(view: ReportView, { reliability }: ScopeReconciliation): string {
  return view.running && reliability.state === 'probably_drifting' ? ', probably off course' : ''
}

/** "both items planned by name are done": then days that weren't spent are no work that wasn't done. Empty where any isn't. */
function doneWords({ doubt, commitments }: ScopeReconciliation, noun = 'item'): string {
  const items = commitments.filter(({ category }) => category === 'reliability')
  if (doubt !== null || items.length === 0 || items.some(({ standing }) => standing !== 'delivered'))
    return ''
  return `${allInWords(items.length).toLowerCase()} ${plural(items.length, noun)} planned by name ${plural(items.length, 'is', 'are')} done`
}

/** "at this pace 11 by 30 June (9 to 18); to meet the plan, work has to start by 15 June"; empty once the quarter has closed. */
function courseWords(view: ReportView, noun = ''): string {
  const { reliability } = view.scope
  const { lastDayToRecover, state } = reliability
  const projected = toldProjection(reliability)
  if (!view.running || projected === null) return ''
  const pace = paceClause(projected, lastDayOf(view), noun)
  if (!isDrifting(reliability)) return pace
  if (lastDayToRecover !== null)
    return `${pace}; to meet the plan, work has to start by ${dateInWords(lastDayToRecover)}`
  return state === 'drifting' ? `${pace}: too late to meet the plan` : pace
}
