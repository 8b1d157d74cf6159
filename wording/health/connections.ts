import type { Instant } from '../../domain/instant.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { type ConnectionHealth, type ReadingFinding, severityOf } from '../../queries/connections/health.ts'
import { expiringSecret } from '../../queries/connections/tracker-health.ts'
import { ago } from '../ago.ts'
import { readingText } from '../connections/reading-text.ts'
import { counted } from '../counted.ts'
import { type Check, ok, warning } from './check.ts'

/** How a connection's sync stands, and whether its secret is about to expire; asks no tracker. */
export function connectionChecks(health: ConnectionHealth, nowAt: Instant): Check[] {
  return [...checkReading(health, nowAt), ...checkSecretAge(health, nowAt)]
}

/** Findings beside which it still is to be said how much was read, and when. */
const saysNothingOfReading: ReadonlySet<ReadingFinding['kind']> = new Set([
  'secret_expires',
  'statuses_unexplained',
  'parents_unreadable',
  'census_failed',
  'in_trouble',
  'incomplete',
  'hooks_silent',
])

function checkReading(health: ConnectionHealth, nowAt: Instant): Check[] {
  const { connection, storedTickets, removedTickets, findings } = health
  const part = connection.name
  const found = findings.map((finding) => ({
    part,
    state: severityOf(finding),
    words: readingText(part, finding, nowAt),
  }))
  if (!findings.every(({ kind }) => saysNothingOfReading.has(kind))) return found
  const read = connection.cursorAt === null ? '' : `, last synced ${ago(connection.cursorAt, nowAt)}`
  const removed = removedTickets === 0 ? '' : ` (${grouped(removedTickets)} no longer in the tracker)`
  return [ok(part, `${counted(storedTickets, 'ticket')}${removed}${read}`), ...found]
}

function checkSecretAge({ connection }: ConnectionHealth, nowAt: Instant): Check[] {
  const expiring = expiringSecret(connection, nowAt)
  if (expiring === null) return []
  return [
    warning(
      connection.name,
      `connected ${ago(connection.createdAt, nowAt)}, and its ${expiring.secretName} expires ${counted(expiring.lifeDays, 'day')} after it was created at the latest: create a new one and connect again`,
    ),
  ]
}
