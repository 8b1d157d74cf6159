import { z } from 'zod'
import type { QuarterId } from '../../../domain/quarter.ts'
import { grouped } from '../../../domain/text/numbers.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { deliveries, mailsSince, mailsToSend, waitingMails } from '../../../queries/deliveries/deliveries.ts'
import { deliveryPauses } from '../../../queries/deliveries/pause.ts'
import { counted } from '../../../wording/counted.ts'
import { pausedText } from '../../../wording/deliver/pause-text.ts'
import { textIn } from '../../../wording/times.ts'
import type { Plumbline } from '../../../worker/plumbline.ts'
import { startDelivery } from '../../../worker/runs/start-delivery.ts'
import { deliverWorkflowId } from '../../../workflows/ids.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Session } from '../../frame/session.ts'
import { sendingCancelledText, sendingProgressText } from '../../output/delivery-list.ts'
import { momentOf, whyMailsWait } from '../../watch/held-up-mails.ts'
import { runToEnd } from '../../watch/own-run.ts'

const input = z.object({ quarter: z.string().optional(), giveUpAfter: z.number() })

/** `plumbline deliveries send`. */
export const sendDeliveries = defineAction(input, async (session, { quarter: asked, giveUpAfter }) => {
  const store = await session.store()
  const waiting = (await waitingMails(store)).filter(
    ({ quarter }) => asked === undefined || quarter === asked,
  )
  const paused = (await deliveryPauses(store)).find(({ quarter }) =>
    waiting.some((each) => each.quarter === quarter),
  )
  if (paused !== undefined)
    throw new NegativeResultError(
      `${plainText(textIn(session.terminal.timeZone, pausedText(paused)))}. To go on: plumbline deliveries resume ${paused.quarter}`,
    )
  if (waiting.length === 0)
    return { json: { quarters: [] }, lines: ['No mail waits to be sent: plumbline deliveries'] }
  session.prepare('deliver')
  const plumbline = await session.plumbline({ command: 'deliveries-send', does: 'deliver' })
  const quarters = []
  for (const { quarter } of waiting) {
    const startedAt = session.now()
    await deliver(session, plumbline, { quarter, giveUpAfterMs: giveUpAfter, startedAt })
    const { sent, open } = await mailsSince(store, quarter, startedAt)
    const { byState } = await deliveries(store, { quarter })
    quarters.push({ quarter, sentNow: sent, open, byState })
  }
  const needsPerson = quarters.some(
    ({ byState, open }) => open + byState.ambiguous + byState.failed + byState.bounced > 0,
  )
  return {
    json: { quarters },
    lines: quarters.map(({ quarter, sentNow, byState: { ambiguous, failed, bounced } }) => {
      const others = ambiguous + failed + bounced
      const rest =
        others === 0 ? '' : `; ${grouped(others)} in doubt, failed or bounced: plumbline deliveries`
      return `${counted(sentNow, 'mail')} of ${quarter} ${sentNow === 1 ? 'was' : 'were'} sent now${rest}.`
    }),
    exitCode: needsPerson ? exitCodes.negative : exitCodes.ok,
  }
})

interface QuarterToSend {
  readonly quarter: QuarterId
  readonly giveUpAfterMs: number
  readonly startedAt: number
}

/** Sends what waits. A delivery that runs in another process is waited for first: it may be one of other reports. */
async function deliver(session: Session, plumbline: Plumbline, sending: QuarterToSend): Promise<void> {
  const { quarter, giveUpAfterMs, startedAt } = sending
  const { store, taskQueue, temporal } = plumbline
  const workflowId = deliverWorkflowId(quarter)
  await plumbline.takeOver(async () => [workflowId])
  for (let joined = true; joined; ) {
    const editionIds = await mailsToSend(store, quarter)
    if (editionIds.length === 0) return
    const ended = await runToEnd(session, plumbline, {
      name: `the mails of ${quarter}`,
      start: () =>
        startDelivery(
          { client: temporal.client, store, taskQueue },
          { quarter, editionIds, madeBy: 'deliveries send', nowAt: session.now() },
        ),
      goOnBy: 'run the same command again: it sends what is left, and nothing twice',
      afterCancel: async () => sendingCancelledText(await mailsSince(store, quarter, startedAt)),
      watch: () => ({
        parts: new Map([[workflowId, 'mail']]),
        look: async () => {
          const since = await mailsSince(store, quarter, startedAt)
          session.progress(sendingProgressText(since, quarter))
          return `${since.sent} ${since.open}`
        },
        holdUps: () => whyMailsWait(store, quarter, momentOf(session)),
        say: (line) => session.terminal.say(line),
        giveUpAfterMs,
      }),
    })
    joined = ended.joined
  }
}
