import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `admin`: who may do everything in the pages, and how the first of them gets in. */
export function addAdminCommand(program: Command, runAction: RunAction): void {
  program
    .command('admin')
    .description('make an address an admin of the pages, and print a link that signs it in once')
    .argument('[email]', 'the address; without one, the admins are listed')
    .option('--remove', 'take the role away, and sign the address out everywhere')
    .addHelpText(
      'after',
      `
The link works once, within 15 minutes, at PUBLIC_URL. Whoever has it is signed in: hand it on by no mail.
Reviewers and leaders need no such command: the plan's readers sign in with their address.

Example:
  plumbline admin ada@company.example`,
    )
    .action(runAction(async () => (await import('./admin.ts')).admin))
}
