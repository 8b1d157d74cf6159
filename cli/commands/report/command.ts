import { type Command, Option } from 'commander'
import { z } from 'zod'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { isoOf } from '../../../domain/instant.ts'
import { quarterAsked } from '../../../queries/quarter/find-quarter.ts'
import type { Act } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { deliveryJson, deliveryRows } from '../../output/delivery-list.ts'
import { readAsOf, readDuration, readQuarter } from '../../output/when.ts'
import { counted } from '../../output/words.ts'
import { runJourney } from '../../watch/journey.ts'
import { writeEditions } from './edition-files.ts'

const input = z.object({
  quarter: z.string().optional(),
  asOf: z.number().optional(),
  giveUpAfter: z.number(),
})
const previewInput = input.extend({ out: z.string() })

/** `report preview` and `report send`. */
export function addReportCommands(program: Command, act: Act): void {
  const report = program.command('report').description("a quarter's reports, to look at or to send")
  withTime(
    report
      .command('preview')
      .description('sync, measure and render all reports into a folder; nothing is sent'),
  )
    .option('--out <dir>', 'folder for the .html, .txt and .png files', 'plumbline-preview')
    .addHelpText(
      'after',
      `
Example:
  plumbline report preview --quarter 2026-Q2 --as-of 2026-06-30 --out preview`,
    )
    .action(act(previewInput, preview))
  withTime(
    report.command('send').description('sync, measure, render, and mail every reader their report, once'),
  )
    .addHelpText(
      'after',
      `
A report that was sent is never sent again, however often this is run. A mail of which nobody can know
whether it arrived is listed as ambiguous and not sent again.

Examples:
  plumbline report send
  plumbline report send --quarter 2026-Q2 --as-of 2026-07-03`,
    )
    .action(act(input, send))
}

function withTime(command: Command): Command {
  return command
    .option('--quarter <quarter>', 'such as 2026-Q2 (default: the one that runs at --as-of)', readQuarter)
    .option(
      '--as-of <date>',
      'measure up to then: a date (its end, UTC) or an instant (default: now)',
      readAsOf,
    )
    .addOption(
      new Option('--give-up-after <time>', 'stop waiting for what only fails')
        .argParser(readDuration)
        .default(120_000, '2m'),
    )
}

async function preview(session: Session, asked: z.infer<typeof previewInput>): Promise<Answer> {
  const plumbline = await session.plumbline({ command: 'report-preview', delivers: false })
  const quarter = await quarterAsked(plumbline.store, asked.quarter, asked.asOf ?? session.now())
  const { reconciliationId } = await runJourney(session, plumbline, {
    quarter,
    asOfAt: asked.asOf ?? null,
    through: 'reconcile',
    giveUpAfterMs: asked.giveUpAfter,
    goOnBy: 'run the same command again',
  })
  const editions = await plumbline.draftEditions(reconciliationId)
  const files = await writeEditions(asked.out, editions)
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
    },
    lines: [
      `${editions.length} reports of ${quarter}, as they would be sent now; nothing was sent:`,
      ...editions.map(({ subject }, index) => `  ${files[index]?.[0] ?? ''}  ${subject}`),
    ],
  }
}

async function send(session: Session, asked: z.infer<typeof input>): Promise<Answer> {
  const plumbline = await session.plumbline({ command: 'report-send', delivers: true })
  const { store, mail } = plumbline
  const quarter = await quarterAsked(store, asked.quarter, asked.asOf ?? session.now())
  const { editionIds, delivered } = await runJourney(session, plumbline, {
    quarter,
    asOfAt: asked.asOf ?? null,
    through: 'deliver',
    giveUpAfterMs: asked.giveUpAfter,
    goOnBy: 'a running worker (npm start) goes on by itself, and so does this command when run again',
  })
  const deliveries = (await listDeliveries(store)).filter(({ editionId }) => editionIds.includes(editionId))
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
      asOfAt: asked.asOf === undefined ? null : isoOf(asked.asOf),
      sentNow,
      byState: delivered?.byState ?? null,
      deliveries: deliveries.map(deliveryJson),
    },
    lines: [
      heading,
      ...deliveryStates.flatMap((state) => {
        const those = deliveries.filter((each) => each.state === state)
        return those.length === 0 ? [] : [`${state} (${those.length}):`, ...deliveryRows(those)]
      }),
    ],
    exitCode: open.length === 0 ? exitCodes.ok : exitCodes.negative,
  }
}
