import { categories } from '../../category.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/reconciliation.ts'
import { figuresOf, hasEffort, type ReportView } from '../view.ts'
import { bandPoints, percent } from '../words/figures.ts'
import { type Sentence, say } from '../words/sentence.ts'

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
  const counted = view.scope.secondOpinions.some((opinion) => opinion.measure === 'tickets_closed')
  const such = counted ? ', such as counting closed tickets,' : ''
  return [
    low === high
      ? say`Coarser measures put the roadmap’s share at ${low}.`
      : say`Coarser measures${such} put the roadmap’s share between ${low} and ${high}.`,
  ]
}
