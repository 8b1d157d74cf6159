import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { surestDifference } from '../../reconcile/headline/headline.ts'
import { daysOfShare } from '../../reconcile/verdicts/overrun.ts'
import type { ReportView } from '../content/view.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { missingCapacity } from '../sections/missing-capacity.ts'
import { bucketPhrases } from '../words/categories.ts'
import { percent, personDays } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "the roadmap took 55 % of the sorted work, where 40 % was planned": what is surely off its plan by the most points. */
export function offPlanClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const figures = surestDifference(team.categories)
  if (figures === null) return undefined
  const { category, actualShare, plannedShare, varianceShare } = figures
  return {
    words: say`${bucketPhrases[category]} ${tense(view, 'has taken', 'took')} ${strong(percent(actualShare))} of the sorted work, where ${percent(plannedShare)} was planned`,
    // Only to sort by: days of share are never told beside days above plan.
    atStakeMilliDays: Math.abs(daysOfShare(team, varianceShare)),
    evidence: namedEvidenceOf(team, category),
  }
}

/** "130 person-days that its plan counted on were not there". */
export function missingPeopleClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const missing = missingCapacity(view, team)
  if (missing === undefined) return undefined
  return {
    words: say`${strong(personDays(missing.milliDays))} that its plan counted on were not there`,
    atStakeMilliDays: missing.milliDays,
    evidence: [],
  }
}
