import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `disconnect`: deletes a connection, its secret and everything read through it. */
export function addDisconnectCommand(program: Command, runAction: RunAction): void {
  program
    .command('disconnect')
    .description('remove a connection, its secret and everything that was read through it')
    .argument('<name>', "the connection's name")
    .addHelpText(
      'after',
      `
Its tickets, decisions and overrides go too; measured effort, reconciliations and sent reports stay.
Revoke the token at the tracker as well.`,
    )
    .action(runAction(async () => (await import('./disconnect.ts')).disconnect))
}
