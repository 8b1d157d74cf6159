import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readQuarter } from '../../output/when.ts'

/** `changes`: what changed since a report was mailed. */
export function addChangesCommand(program: Command, runAction: RunAction): void {
  program
    .command('changes')
    .description('show what changed in a quarter since its final report was mailed, and why')
    .argument('[quarter]', 'the quarter (default: every one whose final report was mailed)', readQuarter)
    .addHelpText(
      'after',
      `
By the quarter's last figures: "plumbline report preview" measures them again, and those of the two quarters before
it. The mailed inputs are replaced by the present ones a kind at a time (what a tracker that was down told later,
histories and fields, places, parents, tickets that are new or gone, plan, rules, overrides), and each kind answers for what its replacement changes,
so the causes sum to the difference. Nothing is said of a share that is off by less than a point.

Examples:
  plumbline changes
  plumbline changes 2026-Q2 --json`,
    )
    .action(runAction(async () => (await import('./changes.ts')).showChanges))
}
