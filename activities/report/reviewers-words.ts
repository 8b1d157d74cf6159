import { listStatements } from '../../adapters/store/report/statements.ts'
import { loadReviewTeams } from '../../adapters/store/review/answers.ts'
import { lastReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ReviewersWords } from '../../domain/report/content/reviewers.ts'
import { actsOf } from '../../domain/review/acts.ts'
import { silentTeams } from '../../domain/review/review.ts'
import { isAnsweringOver } from '../../domain/review/states.ts'
import { lastDayToAnswer } from '../../domain/review/times.ts'

/**
 * What a quarter's reports carry of its reviewers' words, and of their silence in its last review once the time for answers is over.
 * @param timeZone the plan's, by which the last day for answers is told
 */
export async function reviewersWords(
  store: Store,
  quarter: QuarterId,
  timeZone: string,
): Promise<ReviewersWords> {
  const statements = await listStatements(store, quarter)
  const review = await lastReviewOf(store.pool, quarter)
  if (review === null || review.deadlineAt === null) return { statements, unanswered: null }
  const teams = await loadReviewTeams(store.pool, review.reviewId)
  const acts = actsOf(teams)
  const askedTeams = teams.map(({ teamId, name }) => ({ teamId, name }))
  if (!isAnsweringOver(review.state)) return { statements, acts, askedTeams, unanswered: null }
  const teamIds = silentTeams(teams).map(({ teamId }) => teamId)
  const by = lastDayToAnswer(review.deadlineAt, timeZone)
  return { statements, acts, askedTeams, unanswered: { teamIds, by } }
}
