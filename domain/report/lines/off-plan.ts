import type { CategoryFigures, ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { surestDifference } from '../../reconcile/headline/headline.ts'
import { daysOfShare } from '../../reconcile/verdicts/overrun.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { capacityInWords, missingCapacity } from '../sections/trust/missing-capacity.ts'
import { daysBeside, plannedBeside } from '../words/beside-plan.ts'
import { bucketPhrases } from '../words/categories.ts'
import { daysInWords, percent, personDays } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/**
 * "the roadmap took 55 % of the sorted work, 40 % planned": what is surely off its plan by the most points, but for what
 * the report's answer tells.
 */
export function offPlanClause(
  view: ReportView,
  team: ScopeReconciliation,
  told: CategoryFigures['category'] | null,
): Clause | undefined {
  const figures = surestDifference(team.categories.filter(({ category }) => category !== told))
  return figures === null ? undefined : shareClause(view, team, figures)
}

/** "the roadmap took 55 % of the sorted work, 40 % planned". */
export function shareClause(view: ReportView, team: ScopeReconciliation, figures: CategoryFigures): Clause {
  const { category, actualShare, varianceShare } = figures
  return {
    words: say`${bucketPhrases[category]} ${tense(view, 'has taken', 'took')} ${strong(percent(actualShare))} of the sorted work, ${plannedBeside(figures)}`,
    // Only to sort by: days of share are never told beside days above plan.
    atStakeMilliDays: Math.abs(daysOfShare(team, varianceShare)),
    evidence: namedEvidenceOf(team, category),
  }
}

/** What the answer tells as a share, in days: "Reliability work took 25 person-days, 14 more than planned"; undefined where days say otherwise. */
export function toldInDaysClause(
  view: ReportView,
  category: CategoryFigures['category'],
): Clause | undefined {
  const figures = figuresOf(view.scope, category)
  const beside = daysBeside(view, figures)
  if (beside === null) return undefined
  return {
    // That none was planned is told by the answer.
    words: say`${bucketPhrases[category]} ${tense(view, 'has taken', 'took')} ${strong(beside.days)}${figures.plannedMilliDays === 0 ? '' : `, ${beside.planned}`}`,
    atStakeMilliDays: Math.abs(figures.varianceMilliDays),
    evidence: namedEvidenceOf(view.scope, category),
  }
}

/** "there were about 260 more person-days than the plan counted on": of a team's own report, since another's plan may miss them. */
export function extraPeopleClause(view: ReportView): Clause | undefined {
  const { capacityGap } = view.scope
  if (view.spec.scope.kind === 'company' || capacityGap?.kind !== 'extra') return undefined
  const { milliDays } = capacityGap
  return {
    words: say`${tense(view, 'there are', 'there were')} ${strong(daysInWords(milliDays, 'more person-day'))} than the plan counted on`,
    atStakeMilliDays: null,
    evidence: [capacityInWords(view, view.scope)],
  }
}

/** "130 person-days that its plan counted on were not there"; undefined where the report's answer says so. */
export function missingPeopleClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const missing = missingCapacity(view, team)
  const isTold = team === view.scope && team.headline.kind === 'people_missing'
  if (missing === undefined || isTold) return undefined
  return {
    words: say`${strong(personDays(missing.milliDays))} that ${team === view.scope ? 'the' : 'its'} plan counted on were not there`,
    atStakeMilliDays: missing.milliDays,
    evidence: [capacityInWords(view, team)],
  }
}
