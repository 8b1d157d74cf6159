import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readQuarter } from '../../output/when.ts'

/** `drift`: how the reliability budgets are being spent. */
export function addDriftCommand(program: Command, runAction: RunAction): void {
  program
    .command('drift')
    .description('show how the reliability budgets are being spent, and what pulls people away')
    .argument('[team]', "a team's id or name, for its details (default: a line for each team)")
    .option('--quarter <quarter>', 'the quarter (default: the running one)', readQuarter)
    .option('--measure', 'first measure what is stored now')
    .option('--notices', 'show instead what the weekly watch noticed, when, and whom it told')
    .addHelpText(
      'after',
      `
Drift is what was spent less what was planned by now, as a part of the quarter's planned reliability days. It is called
only where it holds at the far end of its 80 % interval; "probably" where the estimate alone does.

Examples:
  plumbline drift
  plumbline drift search --quarter 2026-Q2
  plumbline drift --notices`,
    )
    .action(runAction(async () => (await import('./drift.ts')).showDrift))
}
