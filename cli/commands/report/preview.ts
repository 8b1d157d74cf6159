import { z } from 'zod'
import { quietReadersOf } from '../../../queries/deliveries/quiet-hours.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { quietReadersJson } from '../../../wording/quiet-hours-text.ts'
import { defineAction } from '../../frame/action.ts'
import { checkPreviewFolder, writeEditions } from '../../output/edition-files.ts'
import { quietReaderLines } from '../../output/quiet-readers.ts'
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
    const written = await writeEditions(options.out, editions)
    const quiet = await quietReadersOf(await session.store(), editions, session.now())
    const leftOut = await teamsWithoutReport(await session.store(), quarter)
    return {
      json: { quarter, editions: written.json, leftOut, quietHours: quiet.map(quietReadersJson) },
      lines: [
        `${editions.length} reports of ${quarter}, as they would be sent now; nothing was sent:`,
        ...written.lines,
        ...leftOutLines(leftOut),
        ...quietReaderLines(quiet),
      ],
    }
  },
)
