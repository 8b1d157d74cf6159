import type { CategoryFigures, ScopeReconciliation } from '../dataset/scope.ts'
import type { Headline } from '../dataset/verdicts.ts'
import { areManyMissing } from '../verdicts/capacity.ts'
import { isDrifting } from '../verdicts/drift.ts'
import { destinationOf, gainsOf } from './destination.ts'

/** What a headline is decided from. */
export type HeadlineInput = Pick<
  ScopeReconciliation,
  'doubt' | 'capacity' | 'capacityGap' | 'categories' | 'reliability'
>

/**
 * The one thing to say about a scope, customers' work first. In this order: that nothing can be told; that a quarter or more of
 * the planned people's days were not there; that the roadmap got surely less than planned; that keeping things running took
 * surely more; that people were missing; that the reliability budget is drifting; that the
 * roadmap got more; what else is surely off its plan, by the most points; that every category is on plan; and where that
 * doesn't hold either, that no difference is sure.
 */
export function headlineOf(scope: HeadlineInput): Headline {
  const { doubt, capacityGap, categories, reliability } = scope
  const callOf = (category: CategoryFigures['category']) =>
    categories.find((figures) => figures.category === category)?.call
  if (doubt !== null) return { kind: 'cannot_tell', doubt }
  if (areManyMissing(scope)) return { kind: 'people_missing' }
  if (callOf('roadmap') === 'under') {
    return { kind: 'roadmap_under', destination: destinationOf(gainsOf(categories)) }
  }
  if (callOf('ktlo') === 'over') return { kind: 'upkeep_over' }
  if (capacityGap?.kind === 'missing') return { kind: 'people_missing' }
  if (isDrifting(reliability)) return { kind: 'reliability_drifting' }
  if (callOf('roadmap') === 'over') return { kind: 'roadmap_over' }
  const off = surestDifference(categories)
  if (off !== null) return { kind: 'category_off_plan', category: off.category }
  const open = furthestOf(categories.filter(({ call }) => call !== 'on_plan'))
  if (open === null) return { kind: 'on_plan' }
  return {
    kind: 'no_sure_difference',
    halfWidthShare: (open.band.highShare - open.band.lowShare) / 2,
  }
}

/** The category that is surely off its plan, by the most points; null where none is called. */
export function surestDifference(categories: readonly CategoryFigures[]): CategoryFigures | null {
  return furthestOf(categories.filter(({ call }) => call === 'over' || call === 'under'))
}

function furthestOf(categories: readonly CategoryFigures[]): CategoryFigures | null {
  const [furthest] = categories.toSorted((a, b) => Math.abs(b.varianceShare) - Math.abs(a.varianceShare))
  return furthest ?? null
}
