import { z } from 'zod'
import { ReviewOpenError } from '../../../activities/errors.ts'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { reviewOpenRefusal } from '../../../domain/review/review.ts'
import { grouped } from '../../../domain/text/numbers.ts'
import { deliveriesOfEditions, mailsSince, waitingMails } from '../../../queries/deliveries/deliveries.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { unfinishedReview } from '../../../queries/review/reviews.ts'
import { steerReview } from '../../../queries/review/steer.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { counted } from '../../../wording/counted.ts'
import { notSteeredText } from '../../../wording/report/review-text.ts'
import { tellReview } from '../../../worker/runs/tell-review.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Session } from '../../frame/session.ts'
import { deliveryJson, deliveryRows, sendingCancelledText } from '../../output/delivery-list.ts'
import { runJourney } from '../../watch/journey.ts'
import { leftOutLines } from './left-out.ts'
import { quarterToReport, reportOptions } from './options.ts'

const sendOptions = reportOptions.extend({ withoutReview: z.boolean().default(false) })

/** `plumbline report send`. */
export const sendReport = defineAction(sendOptions, async (session, options) => {
  const quarter = await quarterToReport(session, options)
  const store = await session.store()
  await endReview(session, quarter, options.withoutReview)
  const waiting = (await waitingMails(store, 'reports')).find((each) => each.quarter === quarter)
  if (waiting !== undefined) {
    session.terminal.say(
      `${counted(waiting.mails, 'mail')} of ${quarter} ${waiting.mails === 1 ? 'has' : 'have'} been overdue since ${isoOf(waiting.sinceAt)}: sending was interrupted, and goes on now.`,
    )
  }
  const startedAt = session.now()
  const plumbline = await session.plumbline({ command: 'report-send', does: 'deliver' })
  const { mail } = plumbline
  const { editionIds, delivered } = await runJourney(session, plumbline, {
    quarter,
    asOfAt: options.asOf ?? null,
    through: 'deliver',
    giveUpAfterMs: options.giveUpAfter,
    goOnBy: 'run the same command again: it sends what is left, and nothing twice',
    afterCancel: async () => sendingCancelledText(await mailsSince(store, quarter, startedAt, 'reports')),
  })
  const deliveries = await deliveriesOfEditions(store, editionIds)
  const leftOut = await teamsWithoutReport(store, quarter)
  const sentNow = delivered?.sentNow ?? 0
  const open = deliveries.filter(({ state }) => state !== 'sent' && state !== 'suppressed')
  const place = mail === null || mail.mailboxDir === null ? '' : `; the mails are in ${mail.mailboxDir}`
  const heading =
    sentNow === 0 && open.length === 0
      ? `No mail was due: all ${grouped(deliveries.length)} of ${quarter} had already been sent.`
      : `${counted(sentNow, 'mail')} of ${quarter} ${sentNow === 1 ? 'was' : 'were'} sent now${place}.`
  return {
    json: {
      quarter,
      asOfAt: options.asOf === undefined ? null : isoOf(options.asOf),
      sentNow,
      byState: delivered?.byState ?? null,
      deliveries: deliveries.map(deliveryJson),
      leftOut,
    },
    lines: [
      heading,
      ...deliveryStates.flatMap((state) => {
        const those = deliveries.filter((each) => each.state === state)
        return those.length === 0 ? [] : [`${state} (${grouped(those.length)}):`, ...deliveryRows(those)]
      }),
      ...leftOutLines(leftOut),
    ],
    exitCode: open.length === 0 ? exitCodes.ok : exitCodes.negative,
  }
})

/** Makes way for a report that isn't to wait for its reviewers. @throws ReviewOpenError, NegativeResultError */
async function endReview(session: Session, quarter: QuarterId, isUnwanted: boolean): Promise<void> {
  const store = await session.store()
  const review = await unfinishedReview(store, quarter)
  if (review === null) return
  if (!isUnwanted)
    throw new ReviewOpenError(
      `${reviewOpenRefusal(quarter)}; --without-review cancels it and sends the report now`,
    )
  const { reviewId, workflowId } = review
  const cancelling = { reviewId, step: 'cancel', actor: commandLineActor, nowAt: session.now() } as const
  const steered = await steerReview(store, cancelling)
  if (steered.kind !== 'done') throw new NegativeResultError(notSteeredText(steered))
  await tellReview((await session.temporal()).client, workflowId)
}
