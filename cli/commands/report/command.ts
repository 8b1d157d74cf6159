import { type Command, Option } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf, readDuration, readQuarter } from '../../output/when.ts'

/** `report preview` and `report send`. */
export function addReportCommands(program: Command, runAction: RunAction): void {
  const report = program.command('report').description("preview or send a quarter's reports")
  withTime(
    report
      .command('preview')
      .description('sync, measure and write all reports into a folder; nothing is sent'),
  )
    .option('--out <dir>', 'folder for the .html, .txt and .png files', 'plumbline-preview')
    .addHelpText(
      'after',
      `
Ctrl-C cancels it; if its end can't be confirmed within seconds, the command says so.

Example:
  plumbline report preview --quarter 2026-Q2 --as-of 2026-06-30 --out preview`,
    )
    .action(runAction(async () => (await import('./preview.ts')).previewReport))
  withTime(report.command('send').description('sync, measure, and mail every reader their report, once'))
    .option('--without-review', 'cancel the unfinished review of the quarter, and send without it')
    .addHelpText(
      'after',
      `
While reviewers are being asked, this command is refused: the review sends the report.
A report that was sent is never sent again, however often this is run. A mail of which nobody can know
whether it arrived is listed as ambiguous and not sent again.
Ctrl-C cancels it, and says how many mails had left; the same command sends the others. If its
end can't be confirmed within seconds, the command says so.

Examples:
  plumbline report send
  plumbline report send --quarter 2026-Q2 --as-of 2026-07-03`,
    )
    .action(runAction(async () => (await import('./send.ts')).sendReport))
}

function withTime(command: Command): Command {
  return command
    .option('--quarter <quarter>', 'such as 2026-Q2 (default: the one running at --as-of)', readQuarter)
    .option('--as-of <date>', 'measure up to then: a date (its end, UTC) or a time (default: now)', readAsOf)
    .addOption(
      new Option('--give-up-after <time>', 'stop waiting for what keeps failing')
        .argParser(readDuration)
        .default(120_000, '2m'),
    )
}
