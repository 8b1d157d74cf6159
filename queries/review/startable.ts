import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { openReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Review } from '../../domain/review/review.ts'
import { usualAnswerDays } from '../../domain/review/times.ts'
import { compareTexts } from '../../domain/text-order.ts'
import { findPlannedQuarter, findQuarter, type QuarterLookup } from '../plan/find-quarter.ts'
import { reviewTerms } from './start.ts'

/** A quarter whose review can begin, with what the plan says about reviews, or what is usual. */
export interface StartableQuarter {
  readonly kind: 'startable'
  readonly quarter: QuarterId
  readonly answerDays: number
  readonly needsApproval: boolean
}

/** Whether a review of a quarter can begin. */
export type ReviewStart =
  | StartableQuarter
  /** One of it isn't over. */
  | { readonly kind: 'open'; readonly quarter: QuarterId; readonly review: Review }
  /** Its report was rendered already: what reviewers say can't come into it. */
  | { readonly kind: 'report made'; readonly quarter: QuarterId }
  | Exclude<QuarterLookup, { readonly kind: 'planned' }>

/** Looks whether a review can begin of the named quarter, or of the one that runs at an instant. */
export async function reviewStart(
  store: Store,
  named: QuarterId | undefined,
  asOfAt: Instant,
): Promise<ReviewStart> {
  const quarter = await findQuarter(store, named, asOfAt)
  if (quarter === null) return { kind: 'no_plan' }
  const review = await openReviewOf(store.pool, quarter)
  if (review !== null) return { kind: 'open', quarter, review }
  const found = await findPlannedQuarter(store, quarter, asOfAt)
  if (found.kind !== 'planned') return found
  const { terms, isFrozen } = await reviewTerms(store, { quarter, asOfAt })
  return isFrozen ? { kind: 'report made', quarter } : { kind: 'startable', quarter, ...usualTerms(terms) }
}

/** The quarters whose review can begin, newest first. */
export async function startableQuarters(store: Store, asOfAt: Instant): Promise<StartableQuarter[]> {
  const planned = (await currentPlan(store))?.plan.quarters ?? []
  const starts = await Promise.all(planned.map(({ quarter }) => reviewStart(store, quarter, asOfAt)))
  return starts
    .filter((each) => each.kind === 'startable')
    .toSorted((a, b) => compareTexts(b.quarter, a.quarter))
}

function usualTerms(terms: Plan['review']) {
  return { answerDays: terms?.days ?? usualAnswerDays, needsApproval: terms?.approval ?? false }
}
