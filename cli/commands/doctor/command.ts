import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf } from '../../output/when.ts'

/** `doctor`: checks every part and says what to do. */
export function addDoctorCommand(program: Command, runAction: RunAction): void {
  program
    .command('doctor')
    .description('check every part and say what to do, one line each')
    .option('--as-of <date>', 'judge ages and the running quarter as of then (default: now)', readAsOf)
    .addHelpText(
      'after',
      '\nExit code 1 if there is a problem; warnings leave it at 0. It sends no mail and stores nothing.',
    )
    .action(runAction(async () => (await import('./doctor.ts')).runDoctor))
}
