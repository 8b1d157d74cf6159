import { type Command, Option } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf, readDuration, readQuarter } from '../../output/when.ts'

/** `report preview` and `report send`. */
export function addReportCommands(program: Command, runAction: RunAction): void {
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
Ctrl-C cancels it; if its end can't be confirmed within seconds, the command says so.

Example:
  plumbline report preview --quarter 2026-Q2 --as-of 2026-06-30 --out preview`,
    )
    .action(runAction(async () => (await import('./preview.ts')).previewReport))
  withTime(
    report.command('send').description('sync, measure, render, and mail every reader their report, once'),
  )
    .option('--without-review', 'cancel the review of the quarter that is not over, and send without it')
    .addHelpText(
      'after',
      `
While reviewers are being asked, the review sends the report: this command is refused then.
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
