import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf } from '../../output/when.ts'

/** `connections`: what is connected, and how far each has been read. */
export function addConnectionsCommand(program: Command, runAction: RunAction): void {
  program
    .command('connections')
    .description('list connections with their last sync, cursor and health')
    .option('--as-of <date>', 'tell ages by then (default: now)', readAsOf)
    .addHelpText(
      'after',
      `
The cursor is the start of the last finished sync by the tracker's own clock: all that changed since is
read next time.

Example:
  plumbline connections --json`,
    )
    .action(runAction(async () => (await import('./list.ts')).listConnections))
}
