import { z } from 'zod'
import { plainText } from '../../../domain/text/plain-text.ts'
import { mailsToSend } from '../../../queries/deliveries/deliveries.ts'
import { pauseDelivery, resumeDelivery } from '../../../queries/deliveries/pause.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import { actorOf } from '../../output/author.ts'

const input = z.object({
  quarter: z.string(),
  because: z.string().optional(),
  author: z.string().optional(),
})

/** `plumbline deliveries pause`. */
export const pause = defineAction(input, async (session, { quarter, because = '', author }) => {
  const given = { quarter, because, actor: actorOf(author), nowAt: session.now() }
  switch (await pauseDelivery(await session.store(), given)) {
    case 'done':
      return {
        json: { quarter, paused: true },
        lines: [
          `The mails of ${quarter} are paused; those already being sent still go out, within seconds.`,
          `To go on: plumbline deliveries resume ${quarter}`,
        ],
      }
    case 'was so before':
      throw new NegativeResultError(`the mails of ${plainText(quarter)} are paused already`)
    case 'no reason':
      throw new UsageError('add --because with the reason')
    case 'reason too long':
      throw new UsageError('the reason is longer than 1000 characters')
  }
})

/** `plumbline deliveries resume`. */
export const resume = defineAction(input, async (session, { quarter, because = '', author }) => {
  const store = await session.store()
  const given = { quarter, because, actor: actorOf(author), nowAt: session.now() }
  switch (await resumeDelivery(store, given)) {
    case 'done': {
      const waiting = await mailsToSend(store, quarter)
      const next =
        waiting.length === 0
          ? 'none waits.'
          : 'a run that waits for it goes on by itself. If none does: plumbline deliveries send'
      return {
        json: { quarter, paused: false },
        lines: [`The mails of ${quarter} may be sent again; ${next}`],
      }
    }
    case 'was so before':
      throw new NegativeResultError(`the mails of ${plainText(quarter)} are not paused`)
    default:
      throw new UsageError('the reason is longer than 1000 characters')
  }
})
