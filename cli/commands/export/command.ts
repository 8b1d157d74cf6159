import { Argument, type Command, Option } from 'commander'
import { exportNames } from '../../../queries/exports/names.ts'
import type { RunAction } from '../../frame/action.ts'
import { forExcelOption } from '../../output/for-excel.ts'
import { readAsOf, readQuarter } from '../../output/when.ts'

/** `export`: the rows behind the reports, for other tools. */
export function addExportCommands(program: Command, runAction: RunAction): void {
  program
    .command('export')
    .description('write the rows behind the reports, for other tools (fields: docs/exports.md)')
    .addArgument(new Argument('<what>', 'which rows').choices(exportNames))
    .addOption(
      new Option('--format <format>', 'a JSON object a line, or CSV')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .addOption(forExcelOption())
    .option(
      '--quarter <quarter>',
      'of effort, reconciliation (default: the running one), forecasts and deliveries',
      readQuarter,
    )
    .option('--measure', 'of effort and reconciliation: first measure what is stored now')
    .option('--as-of <date>', 'with --measure: up to then (default: now)', readAsOf)
    .option('--out <file>', 'write to this file instead of stdout (-); it appears once it is complete')
    .addHelpText(
      'after',
      `
Decisions are those of the rules in force. Effort and reconciliation are those last measured, by a report as
a rule, or measured now where there are none or --measure is given.
Effort goes down to team, week and ticket, never to a person. In CSV a text that a spreadsheet would take for
a formula gets an apostrophe in front. With --for-excel (which is CSV) the file has a byte-order mark and the
region's separator and decimal mark, and what Excel would turn into a number or a date, such as the key DEC-12
or a long id, stays the text it is.

The figures behind the executive's report are those of reconciliation.

Examples:
  plumbline export effort --quarter 2026-Q2 --format csv --out effort.csv
  plumbline export reconciliation --quarter 2026-Q2 --for-excel de-DE --out figures.csv
  plumbline export decisions | jq -r 'select(.category == "uncategorised") | .ticket_key'`,
    )
    .action(runAction(async () => (await import('./export.ts')).exportRows))
}
