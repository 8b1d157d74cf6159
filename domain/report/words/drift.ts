import type { ReliabilityBudget } from '../../reconcile/dataset/verdicts.ts'

/** How a reliability budget is being spent in a few words, for tables and headings. */
export function driftInWords({
  state,
  projectedEnd,
}: Pick<ReliabilityBudget, 'state' | 'projectedEnd'>): string {
  switch (state) {
    case 'drifting':
      return 'drifting'
    case 'probably_drifting':
      return 'probably drifting'
    case 'no_budget':
      return 'nothing planned'
    case 'cannot_tell':
      return 'cannot tell'
    case 'on_course':
      // Not drifting isn't yet on course: the end can lie off the plan all the same.
      if (projectedEnd === 'below_plan') return 'not drifting, ends below plan'
      return projectedEnd === 'above_plan' ? 'ends above plan' : 'on course'
  }
}
