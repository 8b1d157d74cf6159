import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readQuarter } from '../../output/when.ts'

/** `deliveries`: which mails were sent to whom, and their state. */
export function addDeliveriesCommand(program: Command, runAction: RunAction): void {
  program
    .command('deliveries')
    .description('list mails by state, with every attempt at those that were not simply sent')
    .option('--quarter <quarter>', 'of this quarter only, such as 2026-Q2', readQuarter)
    .addHelpText(
      'after',
      `
States: queued, sending, sent, deferred (the relay said later), failed (it said no), ambiguous (handed over, and
no reply came: look into the relay's log before you send it by hand), suppressed, bounced.
A mail's Message-ID is its deliveryId (shown by --json) at the domain of MAIL_FROM.

Example:
  plumbline deliveries --quarter 2026-Q2`,
    )
    .action(runAction(async () => (await import('./list.ts')).listDeliveries))
}
