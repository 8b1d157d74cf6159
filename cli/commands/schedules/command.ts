import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `schedules`: what runs by itself and when; `schedules pause`, `schedules resume` and `schedules run`. */
export function addSchedulesCommand(program: Command, runAction: RunAction): void {
  const schedules = program
    .command('schedules')
    .description('list what the worker runs on its own: the next run, how the last one ended, what is paused')
    .action(runAction(async () => (await import('./list.ts')).showSchedules))
  schedules
    .command('pause')
    .description('stop a schedule from running until it is resumed; who did so, when and why is recorded')
    .argument('<id>', "the schedule's ID, as the list shows it")
    .option('--because <words>', 'why, for those who see the list')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
It takes effect at once, even while a worker runs. A run that has started goes on. Runs missed meanwhile are not made
up for when it is resumed.

Example:
  plumbline schedules pause drift-watch --because "the plan is being redone"`,
    )
    .action(runAction(async () => (await import('./change.ts')).pause))
  schedules
    .command('resume')
    .description('let a paused schedule run again from its next date on')
    .argument('<id>', "the schedule's ID, as the list shows it")
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText('after', '\nExample:\n  plumbline schedules resume drift-watch')
    .action(runAction(async () => (await import('./change.ts')).resume))
  schedules
    .command('run')
    .description('run a schedule now, in the worker; its own dates stay')
    .argument('<id>', "the schedule's ID, as the list shows it")
    .option('--yes', 'of a report or the drift watch: let it mail readers')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
Nobody gets a report twice: the schedule's own run finds the mails sent.

Examples:
  plumbline schedules run drift-watch --yes
  plumbline schedules run final-report-2026-Q2 --yes`,
    )
    .action(runAction(async () => (await import('./run.ts')).run))
}
