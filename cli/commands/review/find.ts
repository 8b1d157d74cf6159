import type { QuarterId } from '../../../domain/quarter.ts'
import { isOver } from '../../../domain/review/states.ts'
import { type ReviewWithTeams, reviewOfQuarter, reviews } from '../../../queries/review/reviews.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'

/** The review of a quarter; without one, the review that isn't over, or the last one where all are. @throws NegativeResultError, UsageError */
export async function findReview(session: Session, quarter: QuarterId | undefined): Promise<ReviewWithTeams> {
  const store = await session.store()
  if (quarter !== undefined) {
    const found = await reviewOfQuarter(store, quarter)
    if (found === null)
      throw new NegativeResultError(`${quarter} has no review: plumbline review start --quarter ${quarter}`)
    return found
  }
  const all = await reviews(store)
  const open = all.filter(({ review }) => !isOver(review.state))
  if (open.length > 1)
    throw new UsageError(
      `several quarters are being reviewed; add --quarter with one of ${open.map(({ review }) => review.quarter).join(', ')}`,
    )
  const found = open[0] ?? all[0]
  if (found === undefined) throw new NegativeResultError('there is no review yet: plumbline review start')
  return found
}
