import { z } from 'zod'
import { quietReadersOf } from '../../../queries/deliveries/quiet-hours.ts'
import { repliesTo } from '../../../queries/deliveries/reply-to.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { counted } from '../../../wording/counted.ts'
import { quietReadersJson } from '../../../wording/quiet-hours-text.ts'
import { defineAction } from '../../frame/action.ts'
import { checkPreviewFolder, writeEditions } from '../../output/edition-files.ts'
import { quietReaderLines } from '../../output/quiet-readers.ts'
import { replyLines } from '../../output/reply-lines.ts'
import { runJourney } from '../../watch/journey.ts'
import { leftOutLines } from './left-out.ts'
import { quarterToReport, reportOptions } from './options.ts'

/** `plumbline report preview`. */
export const previewReport = defineAction(
  reportOptions.extend({ out: z.string() }),
  async (session, options) => {
    await checkPreviewFolder(options.out)
    const quarter = await quarterToReport(session, options)
    const plumbline = await session.plumbline({ command: 'report-preview', does: 'measure' })
    const { reconciliationId } = await runJourney(session, plumbline, {
      quarter,
      asOfAt: options.asOf ?? null,
      through: 'reconcile',
      giveUpAfterMs: options.giveUpAfter,
      goOnBy: 'run the same command again',
      afterCancel: () => Promise.resolve('cancelled: nothing was sent, and no report was written'),
    })
    const editions = await plumbline.draftEditions(reconciliationId)
    const { replyTo, from } = (await session.config()).mail
    const replies = await repliesTo(await session.store(), editions, replyTo)
    const written = await writeEditions(options.out, editions, replies)
    const quiet = await quietReadersOf(await session.store(), editions, session.now())
    const leftOut = await teamsWithoutReport(await session.store(), quarter)
    return {
      json: { quarter, editions: written.json, leftOut, quietHours: quiet.map(quietReadersJson) },
      lines: [
        `${counted(editions.length, 'report')} of ${quarter}, as they would be sent now; nothing was sent:`,
        ...written.lines,
        ...replyLines(editions, replies, from),
        ...leftOutLines(leftOut),
        ...quietReaderLines(quiet),
      ],
    }
  },
)
