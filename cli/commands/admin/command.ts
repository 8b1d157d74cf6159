import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `admin`: who may do everything in the pages, and how the first of them gets in. */
export function addAdminCommand(program: Command, runAction: RunAction): void {
  program
    .command('admin')
    .description('make somebody an admin of the pages, and print a link that signs them in once')
    .argument('[email]', 'the address; without one, the admins are listed')
    .option('--remove', 'take the role away, and sign them out everywhere')
    .addHelpText(
      'after',
      `
The link works once, within 15 minutes, at PUBLIC_URL. Whoever opens it is signed in: don't send it by mail.
Reviewers and leaders need no such command: the plan's readers sign in with their address.

Example:
  plumbline admin ada@company.example`,
    )
    .action(runAction(async () => (await import('./admin.ts')).admin))
}
