import { categories } from '../category.ts'
import type { ScopeReconciliation } from '../reconcile/reconciliation.ts'
import { figuresOf, hasEffort, type ReportView } from './view.ts'
import { bandPoints, percent } from './words/figures.ts'
import { type Sentence, say } from './words/sentence.ts'

/** "Shares are good to about ±6 points for a team and ±3 for the company.", and what other measures say. */
export function bandsInWords(view: ReportView): Sentence[] {
  if (!hasEffort(view.scope)) return []
  const own = typicalBand(view.scope)
  const teams = view.teams.filter(hasEffort).map(typicalBand)
  const byTeam =
    teams.length === 0 ? own : Math.round(teams.reduce((sum, band) => sum + band, 0) / teams.length)
  const bands =
    view.spec.scope.kind === 'company' && view.teams.length > 1
      ? say`Shares are good to about ±${byTeam} points for a team and ±${own} for the company.`
      : say`Shares are good to about ±${own} points.`
  return [bands, ...otherMeasures(view)]
}

function typicalBand(scope: ScopeReconciliation): number {
  return Math.max(...categories.map((category) => bandPoints(figuresOf(scope, category).band)))
}

function otherMeasures(view: ReportView): Sentence[] {
  const shares = view.scope.secondOpinions.map((opinion) => opinion.shares.roadmap)
  if (shares.length === 0) return []
  const low = percent(Math.min(...shares))
  const high = percent(Math.max(...shares))
  return [
    low === high
      ? say`Measured in other ways the roadmap’s share is ${low}.`
      : say`Measured in other ways the roadmap’s share lies between ${low} and ${high}.`,
  ]
}
