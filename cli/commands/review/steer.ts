import { z } from 'zod'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { type ReviewStepName, steerReview } from '../../../queries/review/steer.ts'
import { notSteeredText } from '../../../wording/report/review-text.ts'
import { TemporalUnavailableError } from '../../../worker/parts/temporal/temporal.ts'
import { type Told, tellReview } from '../../../worker/runs/tell-review.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { actorOf } from '../../output/author.ts'
import { findReview } from './find.ts'
import { reviewJson, reviewLines } from './show.ts'

const input = z.object({
  quarter: z.string().optional(),
  author: z.string().optional(),
  /** The figures that were looked at, for `approve`. */
  figures: z.string().optional(),
})

/** `plumbline review approve`, `rebuild`, `close`, `remind` and `cancel`. */
export const steerCommands = {
  approve: steering('approve'),
  rebuild: steering('rebuild'),
  close: steering('close'),
  remind: steering('remind'),
  cancel: steering('cancel'),
} satisfies Record<ReviewStepName, unknown>

function steering(step: ReviewStepName) {
  return defineAction(input, async (session, { quarter, author, figures = null }) => {
    const actor = actorOf(author)
    const store = await session.store()
    const { review } = await findReview(session, quarter)
    const { reviewId } = review
    const steered = await steerReview(store, {
      ...{ reviewId, step, actor, reconciliationId: figures, nowAt: session.now() },
    })
    if (steered.kind !== 'done') throw new NegativeResultError(notSteeredText(steered))
    const told = await tell(session, review.workflowId)
    const shown = await reviewOfQuarter(store, review.quarter)
    return {
      json: shown === null ? null : reviewJson(shown),
      lines: [...told, ...(shown === null ? [] : reviewLines(shown, session.terminal.timeZone))],
    }
  })
}

/** Tells the workflow of a change that is kept already. @returns what to do where nobody works on the review now */
export async function tell(session: Session, workflowId: string): Promise<string[]> {
  try {
    return toldLines[await tellReview((await session.temporal()).client, workflowId)]
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error
    return ['Saved. Temporal can’t be reached; once it can, the review goes on within half an hour.']
  }
}

const toldLines: Readonly<Record<Told, string[]>> = {
  'taken up': [],
  noted: ['Saved. No worker is running: the review goes on with the next "npm start".'],
  nobody: ['Saved. Nothing works on this review any more: plumbline review start resumes it.'],
}
