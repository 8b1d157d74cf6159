import { type Command, Option } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readDuration } from '../../output/when.ts'

/** `sync`: brings the store up to what the trackers hold, through the workflow that schedules use too. */
export function addSyncCommand(program: Command, runAction: RunAction): void {
  program
    .command('sync')
    .description('sync what changed at one tracker, or at all of them')
    .argument('[name]', "the connection's name (default: all connections)")
    .addOption(
      new Option('--full', 'read everything again, including people and accounts').conflicts('nightly'),
    )
    .option('--nightly', 'read from a day before the last nightly sync, because searches lag behind')
    .addOption(
      new Option(
        '--accept-missing',
        'mark as gone whatever the tracker no longer shows, however much it is (a nightly sync)',
      ),
    )
    .addOption(
      new Option('--give-up-after <time>', 'stop waiting for a tracker that keeps failing')
        .argParser(readDuration)
        .default(120_000, '2m'),
    )
    .addHelpText(
      'after',
      `
The first sync reads everything. A sync that was cut off goes on from its last stored page.
A tracker that is down or asks to wait is asked again until it answers; after --give-up-after the command
ends with exit code 75, and the next sync goes on from there.

Nightly and full syncs compare every ticket with the tracker's list: what changed without a trace is read again, and what is gone is marked
with what became of it; its past effort stays. If many tickets are gone at once, the sync stops and marks none.

Examples:
  plumbline sync
  plumbline sync jira --full --give-up-after 10m`,
    )
    .action(runAction(async () => (await import('./sync.ts')).syncConnections))
}
