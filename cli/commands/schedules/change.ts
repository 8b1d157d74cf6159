import { z } from 'zod'
import { longestPauseReason } from '../../../domain/schedules/schedule.ts'
import { keptForLaterText } from '../../../wording/schedule-text.ts'
import { type PauseOutcome, pauseSchedule, resumeSchedule } from '../../../worker/schedules/control.ts'
import { defineAction } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { actorOf } from '../../output/author.ts'
import { scheduleNotFound, withSchedules } from './session.ts'

const pauseInput = z.object({
  id: z.string(),
  because: z.string().default(''),
  author: z.string().optional(),
})

/** `plumbline schedules pause`. */
export const pause = defineAction(pauseInput, async (session, { id, because, author }) => {
  const reason = because.trim()
  if (reason.length > longestPauseReason)
    throw new UsageError(`--because is longer than ${longestPauseReason} characters`)
  const outcome = await withSchedules(session, (place, setting) =>
    pauseSchedule(place, { scheduleId: id, reason, actor: actorOf(author), ...setting }),
  )
  return answerOf(session, id, outcome, { done: 'is paused', before: 'was paused before' })
})

const resumeInput = z.object({ id: z.string(), author: z.string().optional() })

/** `plumbline schedules resume`. */
export const resume = defineAction(resumeInput, async (session, { id, author }) => {
  const outcome = await withSchedules(session, (place, setting) =>
    resumeSchedule(place, { scheduleId: id, actor: actorOf(author), ...setting }),
  )
  return answerOf(session, id, outcome, { done: 'runs again', before: 'is not paused' })
})

async function answerOf(
  session: Session,
  scheduleId: string,
  outcome: PauseOutcome,
  { done, before }: { readonly done: string; readonly before: string },
) {
  if (outcome.kind === 'unknown') throw await scheduleNotFound(session, scheduleId)
  const isChanged = outcome.kind === 'changed'
  const later = isChanged && !outcome.isInForce ? ` ${keptForLaterText}` : ''
  return {
    json: { scheduleId, changed: isChanged, inForce: !isChanged || outcome.isInForce },
    lines: [`${scheduleId} ${isChanged ? done : before}.${later}`],
  }
}
