import { z } from 'zod'
import { reviewOpenRefusal } from '../../../domain/review/review.ts'
import {
  confirmNoticesText,
  confirmReportText,
  notServedText,
  tooEarlyText,
} from '../../../wording/schedule-text.ts'
import { textIn } from '../../../wording/times.ts'
import { runScheduleNow } from '../../../worker/schedules/run-now.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, TryAgainLaterError } from '../../frame/errors.ts'
import { actorOf } from '../../output/author.ts'
import { scheduleNotFound, withSchedules } from './session.ts'

const input = z.object({ id: z.string(), yes: z.boolean().default(false), author: z.string().optional() })

/** `plumbline schedules run`. */
export const run = defineAction(input, async (session, { id, yes: isConfirmed, author }) => {
  const outcome = await withSchedules(session, (place, setting) =>
    runScheduleNow(place, { scheduleId: id, isConfirmed, actor: actorOf(author), ...setting }),
  )
  switch (outcome.kind) {
    case 'unknown':
      throw await scheduleNotFound(session, id)
    case 'away':
      throw new TryAgainLaterError(
        'Temporal can’t be reached: start the worker (npm start), or use plumbline sync or plumbline report send',
      )
    case 'under way':
      throw new NegativeResultError(`${id} is already running: plumbline schedules`)
    case 'too early':
      throw new NegativeResultError(tooEarlyText(outcome.report, outcome.from))
    case 'under review':
      throw new NegativeResultError(reviewOpenRefusal(outcome.report.quarter))
    case 'to be confirmed':
      throw new NegativeResultError(
        `${textIn(session.terminal.timeZone, confirmReportText(outcome.report, outcome, session.now()))} Confirm with --yes.`,
      )
    case 'notices to be confirmed':
      throw new NegativeResultError(`${confirmNoticesText} Confirm with --yes.`)
    case 'started':
      return {
        json: { scheduleId: id, started: true, served: outcome.isServed },
        lines: [
          `${id} was started.${outcome.isServed ? '' : ` ${notServedText}`} plumbline schedules shows how it ends.`,
        ],
      }
  }
})
