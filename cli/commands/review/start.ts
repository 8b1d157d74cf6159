import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import { usualAnswerDays } from '../../../domain/review/times.ts'
import { findPlannedQuarter } from '../../../queries/plan/find-quarter.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { reviewTerms } from '../../../queries/review/start.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { startReview } from '../../../worker/start-review.ts'
import { defineAction } from '../../frame/action.ts'
import { checkAsOf } from '../../frame/checks.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { quarterNotReportable } from '../../output/not-found.ts'
import { reviewJson, reviewLines } from './show.ts'

const input = z.object({
  quarter: z.string().optional(),
  asOf: z.number().optional(),
  days: z.number().optional(),
  approval: z.boolean().optional(),
})

/** `plumbline review start`. */
export const startReviewCommand = defineAction(input, async (session, options) => {
  const nowAt = session.now()
  checkAsOf(options.asOf, nowAt)
  const store = await session.store()
  const asOfAt = options.asOf ?? nowAt
  const found = await findPlannedQuarter(store, options.quarter, asOfAt)
  if (found.kind === 'no_plan') throw new PlanMissingError()
  if (found.kind !== 'planned') throw quarterNotReportable(found)
  const { quarter } = found
  const { terms, isFrozen } = await reviewTerms(store, { quarter, asOfAt })
  if (isFrozen)
    throw new NegativeResultError(
      `the report of ${quarter} was made for its readers already, and what reviewers say can't come into it: plumbline deliveries --quarter ${quarter}`,
    )
  const { isTakenUp } = await startReview(
    { client: (await session.temporal()).client, store },
    {
      ...{ quarter, asOfAt, nowAt, actor: commandLineActor, madeBy: 'review start' },
      answerDays: options.days ?? terms?.days ?? usualAnswerDays,
      needsApproval: options.approval ?? terms?.approval ?? false,
    },
  )
  const shown = await reviewOfQuarter(store, quarter)
  if (shown === null) throw new Error(`the review of ${quarter} was begun and is not there`)
  return {
    json: { ...reviewJson(shown), isTakenUp },
    lines: [
      isTakenUp
        ? `The review of ${quarter} was begun before; it goes on.`
        : `The review of ${quarter} is begun; the worker of "npm start" drafts the report and asks the reviewers.`,
      ...reviewLines(shown),
    ],
  }
})
