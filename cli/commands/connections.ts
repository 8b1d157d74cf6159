import type { Command } from 'commander'
import { z } from 'zod'
import { type SyncProgress, syncProgress } from '../../adapters/store/sync/sync-runs.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import type { Act } from '../frame/action.ts'
import type { Answer } from '../frame/result.ts'
import type { Session } from '../frame/session.ts'
import { columns } from '../output/columns.ts'
import { healthOf } from '../output/connection-health.ts'
import { ago, readAsOf } from '../output/when.ts'

const input = z.object({ asOf: z.number().optional() })

/** `connections`: what is connected, and how far each has been read. */
export function addConnectionsCommand(program: Command, act: Act): void {
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
    .action(act(input, connections))
}

async function connections(session: Session, { asOf }: z.infer<typeof input>): Promise<Answer> {
  const nowAt = asOf ?? session.now()
  const found = await syncProgress(await session.store())
  return {
    json: { connections: found.map((each) => jsonOf(each, nowAt)) },
    lines:
      found.length === 0
        ? ['There is no connection yet: plumbline connect --help']
        : columns([
            ['NAME', 'TRACKER', 'READS', 'TICKETS', 'LAST SYNC', 'CURSOR', 'HEALTH'],
            ...found.map((each) => rowOf(each, nowAt)),
          ]),
  }
}

function rowOf(progress: SyncProgress, nowAt: Instant): string[] {
  const { connection, latestRun, storedTickets } = progress
  return [
    connection.name,
    `${connection.tracker} ${connection.baseUrl}`,
    connection.scopeKeys.length === 0 ? 'all it sees' : connection.scopeKeys.join(','),
    String(storedTickets),
    latestRun === null
      ? 'never'
      : `${latestRun.state} ${ago(latestRun.endedAt ?? latestRun.openedAt, nowAt)}`,
    connection.cursorAt === null ? '-' : isoOf(connection.cursorAt),
    healthOf(progress, nowAt).words,
  ]
}

function jsonOf(progress: SyncProgress, nowAt: Instant) {
  const { connection, latestRun, storedTickets, quarantined } = progress
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    tracker: connection.tracker,
    url: connection.baseUrl,
    auth: connection.authKind,
    accountEmail: connection.accountEmail,
    scopeKeys: connection.scopeKeys,
    tickets: storedTickets,
    quarantined,
    cursorAt: isoOrNull(connection.cursorAt),
    lastFullSyncAt: isoOrNull(connection.lastFullSyncAt),
    lastSync: latestRun && {
      kind: latestRun.kind,
      state: latestRun.state,
      openedAt: isoOf(latestRun.openedAt),
      endedAt: isoOrNull(latestRun.endedAt),
      pages: latestRun.pages,
      tickets: latestRun.tickets,
      requests: latestRun.requests,
      failure: latestRun.failure,
    },
    health: healthOf(progress, nowAt),
  }
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : isoOf(at)
}
