import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `accounts`: whose the trackers' accounts are. */
export function addAccountsCommand(program: Command, runAction: RunAction): void {
  program
    .command('accounts')
    .description('show which person each account with recent work belongs to, and why')
    .addHelpText(
      'after',
      `
Accounts that match nobody come first, with the line to add to the person in the plan file. The work of machines (apps,
and machine_accounts of the plan) is nobody's. Recent means in the 90 days before the latest change of any ticket.`,
    )
    .action(runAction(async () => (await import('./accounts.ts')).accounts))
}
