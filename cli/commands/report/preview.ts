import { z } from 'zod'
import { checkOutputFolder } from '../../../adapters/files/write-file.ts'
import { plainText } from '../../../domain/plain-text.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { defineAction } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import { runJourney } from '../../watch/journey.ts'
import { writeEditions } from './edition-files.ts'
import { leftOutLines } from './left-out.ts'
import { quarterToReport, reportOptions } from './options.ts'

/** `plumbline report preview`. */
export const previewReport = defineAction(
  reportOptions.extend({ out: z.string() }),
  async (session, options) => {
    if (options.out === '-')
      throw new UsageError('a preview is several files: name a folder with --out (./- for one of that name)')
    await checkOutputFolder(options.out)
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
    const files = await writeEditions(options.out, editions)
    const leftOut = await teamsWithoutReport(await session.store(), quarter)
    return {
      json: {
        quarter,
        editions: editions.map(({ audience, scope, kind, subject }, index) => ({
          audience,
          scope,
          kind,
          subject,
          files: files[index],
        })),
        leftOut,
      },
      lines: [
        `${editions.length} reports of ${quarter}, as they would be sent now; nothing was sent:`,
        ...editions.map(({ subject }, index) => `  ${files[index]?.[0] ?? ''}  ${plainText(subject)}`),
        ...leftOutLines(leftOut),
      ],
    }
  },
)
