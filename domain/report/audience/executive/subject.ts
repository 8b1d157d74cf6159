import { figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { isDrifting } from '../../sections/shortfall.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { dayFigure, partInWords, percent } from '../../words/figures.ts'
import { subjectStart, tense } from '../../words/scope.ts'
import { surestDifference } from './sure-difference.ts'

/** The news in one line, customers' work first: what the roadmap lost, else upkeep, else reliability, else that all is well. */
export function executiveSubject(view: ReportView): string {
  const start = subjectStart(view)
  const roadmap = figuresOf(view.scope, 'roadmap')
  const ktlo = figuresOf(view.scope, 'ktlo')
  if (!hasEffort(view.scope)) return `${start}cannot tell yet where the time ${tense(view, 'goes', 'went')}`
  if (roadmap.call === 'under' && roadmap.plannedShare > 0) {
    const lost = (roadmap.plannedShare - roadmap.actualShare) / roadmap.plannedShare
    const gainer = (['ktlo', 'reliability'] as const).find(
      (category) => figuresOf(view.scope, category).call === 'over',
    )
    return gainer === undefined
      ? `${start}the roadmap got ${percent(roadmap.actualShare)} of the time, planned ${percent(roadmap.plannedShare)}`
      : `${start}${partInWords(lost)} of the roadmap’s time went to ${bucketPhrases[gainer]}`
  }
  if (ktlo.call === 'over') {
    return `${start}keeping things running took ${percent(ktlo.actualShare)}, planned ${percent(ktlo.plannedShare)}`
  }
  if (isDrifting(view, view.scope)) {
    const { spentMilliDays, budgetMilliDays } = view.scope.reliability
    return `${start}reliability got ${dayFigure(spentMilliDays)} of its ${dayFigure(budgetMilliDays)} planned days`
  }
  if (roadmap.call === 'over') {
    return `${start}the roadmap got ${percent(roadmap.actualShare)} of the time, planned ${percent(roadmap.plannedShare)}`
  }
  const off = surestDifference(view)
  if (off !== null) {
    return `${start}${bucketPhrases[off.category]} took ${percent(off.actualShare)}, planned ${percent(off.plannedShare)}`
  }
  return view.scope.categories.every((figures) => figures.call === 'on_plan')
    ? `${start}the time ${tense(view, 'goes', 'went')} where it was planned`
    : `${start}no difference from the plan that is sure`
}
