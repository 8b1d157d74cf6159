import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf, readExpiry } from '../../output/when.ts'

/** `connections`: what is connected, and how far each has been read. */
export function addConnectionsCommand(program: Command, runAction: RunAction): void {
  const connections = program
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
  connections
    .command('hooks')
    .description(
      "take the tracker's webhooks, so that changes are read at once; again puts another secret in place",
    )
    .argument('<name>', 'of the connection')
    .option('--given-secret', 'the tracker made the secret: ask for it, or take PLUMBLINE_WEBHOOK_SECRET')
    .option('--off', 'take none any more')
    .addHelpText(
      'after',
      `
Prints the address and the secret, which is stored encrypted and shown this once. Syncs go on as before: a webhook
that is lost, forged or late changes nothing but when a ticket is read.

Examples:
  plumbline connections hooks jira
  plumbline connections hooks linear --given-secret`,
    )
    .action(runAction(async () => (await import('./hooks.ts')).changeHooks))
  connections
    .command('expires')
    .description("tell when a connection's secret expires, so that it is warned of before")
    .argument('<name>', 'of the connection')
    .argument('[date]', 'such as 2027-01-31; none takes it back', readExpiry)
    .addHelpText(
      'after',
      `
Admins are mailed 30 days, 7 days and 1 day before, and doctor and the health page say so. What the tracker itself tells goes before.

Example:
  plumbline connections expires jira 2027-01-31`,
    )
    .action(runAction(async () => (await import('./expires.ts')).changeExpiry))
}
