import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `accounts`: whose the trackers' accounts are. */
export function addAccountsCommand(program: Command, runAction: RunAction): void {
  program
    .command('accounts')
    .description('say whom each account with recent work is matched to, and why')
    .addHelpText(
      'after',
      `
Accounts that are nobody's come first, with the line to add to the person in the plan file. The work of machines (apps,
and machine_accounts of the plan) is nobody's. Recent is what the last 90 days before the newest ticket's change hold.`,
    )
    .action(runAction(async () => (await import('./accounts.ts')).accounts))
}
