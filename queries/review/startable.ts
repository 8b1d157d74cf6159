import { loadBaseline } from '../../adapters/store/reconcile/baselines.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { openReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { absentAmong, teamsOfQuarter } from '../../domain/reconcile/teams-of-quarter.ts'
import { missingReadersRefusal } from '../../domain/report/content/missing-readers.ts'
import type { Review } from '../../domain/review/review.ts'
import { usualAnswerDays } from '../../domain/review/times.ts'
import { reviewersOf } from '../../domain/sign-in/roles.ts'
import { compareTexts } from '../../domain/text/text-order.ts'
import { findPlannedQuarter, findQuarter, type QuarterLookup } from '../plan/find-quarter.ts'
import { reviewTerms } from './start.ts'

/** A quarter whose review can begin, with what the plan says about reviews, or what is usual. */
export interface StartableQuarter {
  readonly kind: 'startable'
  readonly quarter: QuarterId
  readonly answerDays: number
  readonly needsApproval: boolean
  /** Names of teams with figures of their own whose report nobody reviews: they are not asked. */
  readonly unasked: readonly string[]
}

/** Whether a review of a quarter can begin. */
export type ReviewStart =
  | StartableQuarter
  /** One of it isn't over. */
  | { readonly kind: 'open'; readonly quarter: QuarterId; readonly review: Review }
  /** Its report was rendered already: what reviewers say can't come into it. */
  | { readonly kind: 'report made'; readonly quarter: QuarterId }
  /** A team has no reader of one audience: nothing would be sent in the end. */
  | { readonly kind: 'missing readers'; readonly quarter: QuarterId; readonly refusal: string }
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
  if (isFrozen) return { kind: 'report made', quarter }
  const { refusal, unasked } = await readersOfQuarter(store, quarter, asOfAt)
  return refusal === null
    ? { kind: 'startable', quarter, ...usualTerms(terms), unasked }
    : { kind: 'missing readers', quarter, refusal }
}

/** Whether a review can begin of each quarter of the plan, newest first. */
export async function reviewStarts(store: Store, asOfAt: Instant): Promise<ReviewStart[]> {
  const planned = (await currentPlan(store))?.plan.quarters ?? []
  const quarters = planned.map(({ quarter }) => quarter).toSorted((a, b) => compareTexts(b, a))
  return await Promise.all(quarters.map((quarter) => reviewStart(store, quarter, asOfAt)))
}

/** Who is missing, as it would be told once the report is made: then there are no readers to send it to. */
async function readersOfQuarter(store: Store, quarter: QuarterId, asOfAt: Instant) {
  const plan = (await currentPlan(store))?.plan
  if (plan === undefined) return { refusal: null, unasked: [] }
  const teams = teamsOfQuarter({ plan, quarter, asOfAt, baseline: await loadBaseline(store, quarter) })
  const leftOut = teams.flatMap(({ team: { teamId }, leftOutBecause: because }) =>
    because === null ? [] : [{ teamId, because }],
  )
  const unasked = teams.filter(
    ({ team, leftOutBecause }) => leftOutBecause === null && reviewersOf(plan, team.teamId).length === 0,
  )
  return {
    refusal: missingReadersRefusal(plan, absentAmong(leftOut)),
    unasked: unasked.map(({ team }) => team.name),
  }
}

function usualTerms(terms: Plan['review']) {
  return { answerDays: terms?.days ?? usualAnswerDays, needsApproval: terms?.approval ?? false }
}
