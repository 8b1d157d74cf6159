import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import { relayStanding } from '../../../adapters/mail/check-relay.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { reviewStart } from '../../../queries/review/startable.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import {
  notStartableText,
  relayRefusal,
  reportMadeText,
  startWarnings,
} from '../../../wording/report/review-start-text.ts'
import { relayOf } from '../../../worker/parts/relay.ts'
import { startReview } from '../../../worker/runs/start-review.ts'
import { defineAction } from '../../frame/action.ts'
import { checkAsOf } from '../../frame/checks.ts'
import { NegativeResultError, TryAgainLaterError } from '../../frame/errors.ts'
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
  const start = await reviewStart(store, options.quarter, asOfAt)
  if (start.kind === 'no_plan') throw new PlanMissingError()
  if (start.kind === 'not_planned' || start.kind === 'not_begun') throw quarterNotReportable(start)
  const { quarter } = start
  if (start.kind === 'report made')
    throw new NegativeResultError(`${reportMadeText(quarter)}: plumbline deliveries --quarter ${quarter}`)
  if (start.kind === 'missing readers') throw new NegativeResultError(notStartableText(start))
  const relay = await relayStanding(relayOf(await session.config()))
  const refusal = relayRefusal(relay)
  if (refusal !== null) throw new TryAgainLaterError(refusal)
  const terms = start.kind === 'open' ? start.review : start
  const warnings = startWarnings(start.kind === 'open' ? { unasked: [] } : start, relay)
  const { isTakenUp } = await startReview(
    { client: (await session.temporal()).client, store },
    {
      ...{ quarter, asOfAt, nowAt, actor: commandLineActor, madeBy: 'review start' },
      answerDays: options.days ?? terms.answerDays,
      needsApproval: options.approval ?? terms.needsApproval,
    },
  )
  const shown = await reviewOfQuarter(store, quarter)
  if (shown === null) throw new Error(`the review of ${quarter} was begun and is not there`)
  return {
    json: { ...reviewJson(shown), isTakenUp, warnings },
    lines: [
      isTakenUp
        ? `The review of ${quarter} had already started; it goes on.`
        : `The review of ${quarter} has started; the worker of "npm start" drafts the report and asks the reviewers.`,
      ...warnings.map((words) => `Note: ${words}`),
      ...reviewLines(shown, session.terminal.timeZone),
    ],
  }
})
