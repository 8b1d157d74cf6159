import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { loadReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { listStatements } from '../../adapters/store/report/statements.ts'
import { loadReviewTeams, type ReviewTeam } from '../../adapters/store/review/answers.ts'
import { lastReviewOf, listReviews, openReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { planZone } from '../../domain/deliver/quiet-hours.ts'
import type { LocalDate } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import type { ReviewerStatement } from '../../domain/report/content/reviewers.ts'
import { type Review, type TeamStanding, teamStanding } from '../../domain/review/review.ts'
import { isOver } from '../../domain/review/states.ts'
import { lastDayToAnswer } from '../../domain/review/times.ts'
import { reviewersOf } from '../../domain/sign-in/roles.ts'
import { type DraftHead, draftHeadsOf } from '../reports/drafts.ts'

/** A review with how its teams stand. */
export interface ReviewWithTeams {
  readonly review: Review
  /** The last day on which an answer counts, in the plan's zone; null while the report is being drafted. */
  readonly lastDay: LocalDate | null
  /** In the plan's order. */
  readonly teams: readonly TeamInReview[]
}

export interface TeamInReview extends ReviewTeam {
  readonly standing: TeamStanding
  readonly reviewers: readonly { readonly name: string; readonly email: string }[]
  /** What reviewers said in this quarter's review. */
  readonly statements: readonly ReviewerStatement[]
}

/** The review of a quarter that isn't over, or its last one; null where there was none. */
export async function reviewOfQuarter(store: Store, quarter: QuarterId): Promise<ReviewWithTeams | null> {
  const review = await lastReviewOf(store.pool, quarter)
  return review === null ? null : await withTeams(store, review)
}

/** Every review, newest first. */
export async function reviews(store: Store): Promise<ReviewWithTeams[]> {
  const listed = []
  for (const review of await listReviews(store)) listed.push(await withTeams(store, review))
  return listed
}

/** The reviews that aren't over, newest first. */
export async function unfinishedReviews(store: Store): Promise<ReviewWithTeams[]> {
  const unfinished = (await listReviews(store)).filter(({ state }) => !isOver(state))
  return await Promise.all(unfinished.map((review) => withTeams(store, review)))
}

/** The review that a report of the quarter would have to wait for; null where there is none. */
export function unfinishedReview(store: Store, quarter: QuarterId): Promise<Review | null> {
  return openReviewOf(store.pool, quarter)
}

/** The figures that a review is about; null before they were made. */
export function figuresOfReview(
  store: Store,
  { reconciliationId }: Pick<Review, 'reconciliationId'>,
): Promise<Reconciliation | null> {
  return reconciliationId === null ? Promise.resolve(null) : loadReconciliation(store, reconciliationId)
}

/** The reports that a review would send by its own figures; none before those were made, and once it is over. */
export function draftsOfReview(store: Store, { state, reconciliationId }: Review): Promise<DraftHead[]> {
  return reconciliationId === null || isOver(state)
    ? Promise.resolve([])
    : draftHeadsOf(store, reconciliationId)
}

async function withTeams(store: Store, review: Review): Promise<ReviewWithTeams> {
  const plan = (await currentPlan(store))?.plan
  const statements = await listStatements(store, review.quarter)
  const teams = await loadReviewTeams(store.pool, review.reviewId)
  return {
    review,
    lastDay:
      review.deadlineAt === null
        ? null
        : lastDayToAnswer(review.deadlineAt, plan === undefined ? 'UTC' : planZone(plan)),
    teams: teams.map((team) => ({
      ...team,
      // As it is called now; whose team left the plan keeps the name under which it was asked.
      name: plan?.teams.find(({ teamId }) => teamId === team.teamId)?.name ?? team.name,
      standing: teamStanding(team),
      reviewers: plan === undefined ? [] : reviewersOf(plan, team.teamId),
      statements: statements.filter(({ teamId, saidIn }) => teamId === team.teamId && saidIn === 'review'),
    })),
  }
}
