import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { dateInWords, lastDayOf } from '../words/dates.ts'
import { dayFigure, personDays } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "14 of 121 planned reliability days were spent": where it drifts or is called under; else undefined. */
export function missedReliabilityClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const { reliability } = team
  const isUnder = figuresOf(team, 'reliability').call === 'under' && reliability.state !== 'no_budget'
  if (!isDrifting(reliability) && !isUnder) return undefined
  return {
    words: say`${spentWords(view, team)}${doubtWords(view, team)}`,
    atStakeMilliDays: reliability.shortfallMilliDays,
    evidence: namedEvidenceOf(team, 'reliability'),
  }
}

/** The same with where it is heading, whatever its state. */
export function reliabilityCourseClause(view: ReportView): Clause {
  const { scope } = view
  const { reliability } = scope
  if (reliability.state === 'no_budget') {
    const spent = personDays(reliability.spentMilliDays)
    return {
      words: say`no reliability work was planned; ${spent} ${tense(view, 'have gone', 'went')} into it`,
      atStakeMilliDays: null,
      evidence: namedEvidenceOf(scope, 'reliability'),
    }
  }
  return {
    words: say`${spentWords(view, scope)}${doubtWords(view, scope)}${courseWords(view)}`,
    atStakeMilliDays: isDrifting(reliability) ? reliability.shortfallMilliDays : null,
    evidence: namedEvidenceOf(scope, 'reliability'),
  }
}

function spentWords(view: ReportView, { reliability }: ScopeReconciliation): Sentence {
  const { budgetMilliDays, spentMilliDays, expectedMilliDays } = reliability
  const due = view.running ? ` (${dayFigure(expectedMilliDays)} were due by now)` : ''
  return say`${strong(dayFigure(spentMilliDays))} of ${dayFigure(budgetMilliDays)} planned reliability days ${tense(
    view,
    'are',
    'were',
  )} spent${due}`
}

function doubtWords(view: ReportView, { reliability }: ScopeReconciliation): string {
  return view.running && reliability.state === 'probably_drifting' ? ', probably off course' : ''
}

/** ": 11 by 30 June at this pace (9 to 18); to meet the plan, work has to start by 15 June". */
function courseWords(view: ReportView): string {
  const { reliability } = view.scope
  const { projected, lastDayToRecover, state } = reliability
  if (!view.running || projected === null) return ''
  const pace = `; at this pace ${dayFigure(projected.milliDays)} by ${dateInWords(lastDayOf(view))} (${dayFigure(
    projected.lowMilliDays,
  )} to ${dayFigure(projected.highMilliDays)})`
  if (!isDrifting(reliability)) return pace
  if (lastDayToRecover !== null)
    return `${pace}; to meet the plan, work has to start by ${dateInWords(lastDayToRecover)}`
  return state === 'drifting' ? `${pace}; the plan can’t be met any more this quarter` : pace
}
