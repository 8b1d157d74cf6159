import type { ReliabilityBudget } from '../dataset/verdicts.ts'

/** The states of a budget that tell how it is being spent, from good to bad. */
export const noticedStates = ['on_course', 'probably_drifting', 'drifting'] as const

export type NoticedState = (typeof noticedStates)[number]

/** What a quarter begins with, before anything was noticed. */
export const firstNoticedState: NoticedState = 'on_course'

/** A change that a team's reviewers are told of. */
export interface DriftChange {
  readonly kind: 'worse' | 'recovered'
  readonly before: NoticedState
  readonly after: NoticedState
}

/**
 * Whether a budget's state is news beside the one that was noticed last: it is worse, or on course again. From drifting to probably
 * drifting is neither, and the worse one stays noticed: otherwise a budget that wavers between the two would be told of each week. Nothing
 * is noticed where nothing can be told or was budgeted, and for the worse not before the quarter's first two whole weeks show a pace.
 */
export function driftChangeOf(
  before: NoticedState,
  { state, burnRates }: Pick<ReliabilityBudget, 'state' | 'burnRates'>,
): DriftChange | null {
  const after = noticedStates.find((each) => each === state)
  if (after === undefined) return null
  if (after === 'on_course') return before === 'on_course' ? null : { kind: 'recovered', before, after }
  if (burnRates === null) return null
  const isWorse = noticedStates.indexOf(after) > noticedStates.indexOf(before)
  return isWorse ? { kind: 'worse', before, after } : null
}
