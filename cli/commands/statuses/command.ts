import { type Command, Option } from 'commander'
import { statusMeanings } from '../../../domain/classify/status-rules.ts'
import type { RunAction } from '../../frame/action.ts'

/** `statuses`: what each status counts as, and why; `statuses set`. */
export function addStatusesCommand(program: Command, runAction: RunAction): void {
  const statuses = program
    .command('statuses')
    .description('list what each status counts as, and why; those that look wrong come first')
    .action(runAction(async () => (await import('./list.ts')).showStatuses))
  statuses
    .command('set')
    .description('set in the rule file what a status means; the next report measures by it')
    .argument('<status>', 'its ID, or its name if no other has it')
    .addOption(
      new Option('--means <meaning>', 'what it counts as').choices(statusMeanings).makeOptionMandatory(),
    )
    .option('--project <key>', 'in this project only')
    .option('--connection <name>', 'of this connection')
    .option('--dry-run', 'say what would change, and store nothing')
    .addHelpText(
      'after',
      `
The line is written into the file in force (plumbline rules show), and all else in it stays as it is.

Example:
  plumbline statuses set "Code Review" --means waiting --project WEB --dry-run`,
    )
    .action(runAction(async () => (await import('./set.ts')).setStatus))
}
