import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { isoOf } from '../../../domain/instant.ts'
import { deliveriesOfEditions, mailsSince, waitingMails } from '../../../queries/deliveries/deliveries.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { counted } from '../../../wording/counted.ts'
import { defineAction } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import { deliveryJson, deliveryRows, sendingCancelledText } from '../../output/delivery-list.ts'
import { runJourney } from '../../watch/journey.ts'
import { leftOutLines } from './left-out.ts'
import { quarterToReport, reportOptions } from './options.ts'

/** `plumbline report send`. */
export const sendReport = defineAction(reportOptions, async (session, options) => {
  const quarter = await quarterToReport(session, options)
  const store = await session.store()
  const waiting = (await waitingMails(store, 'reports')).find((each) => each.quarter === quarter)
  if (waiting !== undefined) {
    session.terminal.say(
      `${counted(waiting.mails, 'mail')} of ${quarter} ${waiting.mails === 1 ? 'is' : 'are'} overdue since ${isoOf(waiting.sinceAt)}: the report was cut off. Sending goes on now.`,
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
      ? `Nobody was due a mail: all ${deliveries.length} of ${quarter} were sent before.`
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
        return those.length === 0 ? [] : [`${state} (${those.length}):`, ...deliveryRows(those)]
      }),
      ...leftOutLines(leftOut),
    ],
    exitCode: open.length === 0 ? exitCodes.ok : exitCodes.negative,
  }
})
