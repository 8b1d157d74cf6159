import { type Instant, isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import {
  type ConnectionHealth,
  connectionHealth,
  type ReadingFinding,
  severityOf,
} from '../../../queries/connections/health.ts'
import {
  expiringSecret,
  type TrackerHealth,
  trackerHealth,
} from '../../../queries/connections/tracker-health.ts'
import type { StoreAndKeys } from '../../../worker/parts/store.ts'
import { type OpenTracker, trackerOpener } from '../../../worker/parts/tracker.ts'
import { readingText } from '../../output/reading-text.ts'
import { ago } from '../../output/when.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { failureText } from './servers.ts'

interface Clock {
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/** Signs in to each tracker, and checks how its sync stood at `asOfAt`. */
export async function checkConnections(
  { store, keys }: StoreAndKeys,
  { now, signal }: Clock,
  asOfAt: Instant,
): Promise<Check[]> {
  const connections = await connectionHealth(store, asOfAt)
  if (connections.length === 0) return [problem('connections', 'none yet: plumbline connect --help')]
  const open = trackerOpener(await keys(), now)
  const checks = await Promise.all(
    connections.map(async (health) => [
      await checkTracker(health, open, { now, signal }),
      ...checkReading(health, asOfAt),
      ...checkSecretAge(health, asOfAt),
    ]),
  )
  return checks.flat()
}

async function checkTracker(
  { connection }: ConnectionHealth,
  open: OpenTracker,
  clock: Clock,
): Promise<Check> {
  const part = connection.name
  try {
    return trackerCheck(part, await trackerHealth(connection, await open(connection), clock))
  } catch (error) {
    return problem(part, failureText(error))
  }
}

function trackerCheck(part: string, health: TrackerHealth): Check {
  switch (health.kind) {
    case 'ok':
      return ok(
        part,
        `answers as ${plainText(health.accountName)}, who sees ${health.visibleScopes} projects or teams`,
      )
    case 'scopes_gone':
      return problem(
        part,
        `${plainText(health.accountName)} sees no ${plainText(health.scopeKeys.join(', '))} any more: let it, or connect again`,
      )
    case 'clock_differs':
      return warning(
        part,
        `its clock (${isoOf(health.trackerAt)}) and ours differ by ${Math.round(health.differenceMs / 60_000)} minutes`,
      )
  }
}

/** Findings beside which it still is to be said how much was read, and when. */
const saysNothingOfReading: ReadonlySet<ReadingFinding['kind']> = new Set([
  'statuses_unexplained',
  'parents_unreadable',
])

function checkReading({ connection, storedTickets, findings }: ConnectionHealth, nowAt: Instant): Check[] {
  const part = connection.name
  const found = findings.map((finding) => ({
    part,
    state: severityOf(finding),
    words: readingText(part, finding, nowAt),
  }))
  if (!findings.every(({ kind }) => saysNothingOfReading.has(kind))) return found
  const read = connection.cursorAt === null ? '' : `, last read ${ago(connection.cursorAt, nowAt)}`
  return [ok(part, `${storedTickets} tickets${read}`), ...found]
}

function checkSecretAge({ connection }: ConnectionHealth, nowAt: Instant): Check[] {
  const expiring = expiringSecret(connection, nowAt)
  if (expiring === null) return []
  return [
    warning(
      connection.name,
      `connected ${ago(connection.createdAt, nowAt)}, and its ${expiring.secretName} expires ${expiring.lifeDays} days after it was created at the latest: create a new one and connect again`,
    ),
  ]
}
