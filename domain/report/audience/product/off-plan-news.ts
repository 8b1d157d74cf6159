import type { CategoryFigures } from '../../../reconcile/dataset/scope.ts'
import { surestDifference } from '../../../reconcile/headline/headline.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'

/** The category that is the news where neither the budget nor a commitment is: the roadmap first, then keeping things running; null without any. */
export function offPlanNews({ scope }: ReportView): CategoryFigures | null {
  const roadmap = figuresOf(scope, 'roadmap')
  if (roadmap.call === 'under' || roadmap.call === 'over') return roadmap
  const ktlo = figuresOf(scope, 'ktlo')
  return ktlo.call === 'over' ? ktlo : surestDifference(scope.categories)
}
