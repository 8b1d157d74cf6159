import { type Command, Option } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { forExcelOption } from '../../output/for-excel.ts'
import { readQuarter } from '../../output/when.ts'

/** `forecast`: what can be promised next quarter. */
export function addForecastCommand(program: Command, runAction: RunAction): void {
  program
    .command('forecast')
    .description(
      'show what can be promised next quarter: days available less what keeping things running takes',
    )
    .argument('[team]', "a team's id or name (default: the company and all teams)")
    .option('--quarter <quarter>', 'the quarter before it (default: the running one)', readQuarter)
    .option('--measure', 'first measure what is stored now')
    .addOption(
      new Option('--format <format>', 'a table, or CSV with every forecast that was kept of that quarter')
        .choices(['table', 'csv'])
        .default('table'),
    )
    .addOption(forExcelOption())
    .addHelpText(
      'after',
      `
Days available are those of the next quarter's plan: people, calendars, absences, on-call; where a team has no
plan there yet, those of the people who will be in it. What keeping things running (KTLO) takes is the mean of
the team's last eight quarters, each older one at half the weight. The interval holds what comes in 8 of 10
quarters. Each forecast is kept, and held against what came once its quarter has closed.

Examples:
  plumbline forecast
  plumbline forecast search --quarter 2026-Q2`,
    )
    .action(runAction(async () => (await import('./forecast.ts')).showForecast))
}
