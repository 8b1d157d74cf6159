import type { CategoryFigures } from '../../../reconcile/dataset/reconciliation.ts'
import type { ReportView } from '../../content/view.ts'

/** The category that is surely off its plan, by the most points; null where none is called. */
export function surestDifference({ scope }: ReportView): CategoryFigures | null {
  const sure = scope.categories.filter(({ call }) => call === 'over' || call === 'under')
  const [most] = sure.toSorted((a, b) => Math.abs(b.varianceShare) - Math.abs(a.varianceShare))
  return most ?? null
}
