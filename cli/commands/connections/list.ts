import { z } from 'zod'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import { expiryDateOf } from '../../../domain/sync/secret-expiry.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { type ConnectionHealth, connectionHealth } from '../../../queries/connections/health.ts'
import { ago } from '../../../wording/ago.ts'
import { healthSummary } from '../../../wording/connections/reading-text.ts'
import { defineAction } from '../../frame/action.ts'
import { checkAsOf } from '../../frame/checks.ts'
import { columns } from '../../output/columns.ts'

/** `plumbline connections`. */
export const listConnections = defineAction(
  z.object({ asOf: z.number().optional() }),
  async (session, { asOf }) => {
    checkAsOf(asOf, session.now())
    const nowAt = asOf ?? session.now()
    const connections = await connectionHealth(await session.store(), nowAt)
    return {
      json: { connections: connections.map((each) => jsonOf(each, nowAt)) },
      lines:
        connections.length === 0
          ? ['There is no connection yet: plumbline connect --help']
          : columns([
              ['NAME', 'TRACKER', 'READS', 'TICKETS', 'LAST SYNC', 'CURSOR', 'HEALTH'],
              ...connections.map((each) => rowOf(each, nowAt)),
            ]),
    }
  },
)

function rowOf(health: ConnectionHealth, nowAt: Instant): string[] {
  const { connection, latestRun, storedTickets } = health
  return [
    connection.name,
    plainText(`${connection.tracker} ${connection.baseUrl}`),
    connection.scopeKeys.length === 0 ? 'all it sees' : plainText(connection.scopeKeys.join(',')),
    String(storedTickets),
    latestRun === null
      ? 'never'
      : `${latestRun.state} ${ago(latestRun.endedAt ?? latestRun.openedAt, nowAt)}`,
    connection.cursorAt === null ? '-' : isoOf(connection.cursorAt),
    healthSummary(health, nowAt).words,
  ]
}

function jsonOf(health: ConnectionHealth, nowAt: Instant) {
  const { connection, latestRun, storedTickets, quarantined } = health
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
    secretExpiresOn: connection.secretExpiresAt === null ? null : expiryDateOf(connection.secretExpiresAt),
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
    health: healthSummary(health, nowAt),
  }
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : isoOf(at)
}
