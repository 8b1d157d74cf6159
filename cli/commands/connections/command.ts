import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf, readExpiry } from '../../output/when.ts'

/** `connections`: what is connected, and how far each has been read. */
export function addConnectionsCommand(program: Command, runAction: RunAction): void {
  const connections = program
    .command('connections')
    .description('list connections with their last sync, cursor and health')
    .option('--as-of <date>', 'give ages as of then (default: now)', readAsOf)
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
      "take the tracker's webhooks, so that changes are read at once; run again to replace the secret",
    )
    .argument('<name>', 'of the connection')
    .option('--given-secret', 'the tracker made the secret: ask for it, or take PLUMBLINE_WEBHOOK_SECRET')
    .option('--off', 'stop taking them')
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
    .description("set when a connection's secret expires, so that admins are warned before")
    .argument('<name>', 'of the connection')
    .argument('[date]', 'such as 2027-01-31; leave it out to remove the date', readExpiry)
    .addHelpText(
      'after',
      `
Admins are mailed 30 days, 7 days and 1 day before, and doctor and the health page say so. A date from the tracker itself takes precedence.

Example:
  plumbline connections expires jira 2027-01-31`,
    )
    .action(runAction(async () => (await import('./expires.ts')).changeExpiry))
}
