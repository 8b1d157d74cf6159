import { type SyncProgress, syncProgress } from '../../../adapters/store/sync/sync-runs.ts'
import { loadStatuses } from '../../../adapters/store/sync/tickets.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import type { Status } from '../../../domain/ticket.ts'
import type { StoreAndKey } from '../../../worker/parts/store.ts'
import { type OpenTracker, trackerOpener } from '../../../worker/parts/tracker.ts'
import { healthOf } from '../../output/connection-health.ts'
import { plainText } from '../../output/plain-text.ts'
import { ago } from '../../output/when.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { wordsOf } from './parts.ts'

const dayMs = 86_400_000
const warnBeforeDays = 30
/** A tracker whose clock is off by this much would still sync; whoever reads times of both would be misled. */
const clockSkewMs = 5 * 60_000

export interface Asking {
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/** Asks each tracker who we are, and looks at how its reading was doing at `asOfAt`. */
export async function checkConnections(
  { store, key }: StoreAndKey,
  { now, signal }: Asking,
  asOfAt: Instant,
): Promise<Check[]> {
  const found = await syncProgress(store)
  if (found.length === 0) return [problem('connections', 'none yet: plumbline connect --help')]
  const open = trackerOpener(key, now)
  const statuses = await loadStatuses(store)
  const checks = await Promise.all(
    found.map(async (progress) => [
      await checkTracker(progress, open, { now, signal }),
      ...checkReading(progress, asOfAt),
      ...checkSecretAge(progress, asOfAt),
      ...checkStatuses(progress, statuses),
    ]),
  )
  return checks.flat()
}

async function checkTracker(
  { connection }: SyncProgress,
  open: OpenTracker,
  { now, signal }: Asking,
): Promise<Check> {
  const part = connection.name
  try {
    const tracker = await open(connection)
    const preflight = await tracker.preflight(signal)
    const visible = new Set(preflight.scopes.map((scope) => scope.key))
    const gone = connection.scopeKeys.filter((scopeKey) => !visible.has(scopeKey))
    if (gone.length > 0) {
      return problem(
        part,
        `${plainText(preflight.accountName)} sees no ${gone.join(', ')} any more: let it, or connect again`,
      )
    }
    const skewMs = Math.abs(preflight.serverAt - now())
    if (skewMs > clockSkewMs) {
      return warning(
        part,
        `its clock (${isoOf(preflight.serverAt)}) and ours differ by ${Math.round(skewMs / 60_000)} minutes`,
      )
    }
    return ok(
      part,
      `answers as ${plainText(preflight.accountName)}, who sees ${preflight.scopes.length} projects or teams`,
    )
  } catch (error) {
    return problem(part, wordsOf(error))
  }
}

/** A status that its tracker no longer explains: was it work, or waiting for it? Time in it counts as neither. */
function checkStatuses({ connection }: SyncProgress, statuses: readonly Status[]): Check[] {
  const unknown = statuses.filter(
    ({ connectionId, category }) => connectionId === connection.connectionId && category === 'unknown',
  )
  if (unknown.length === 0) return []
  const names = unknown.map(({ name }) => `"${plainText(name)}"`).join(', ')
  return [
    warning(
      connection.name,
      `does not tell what ${names} ${unknown.length === 1 ? 'means' : 'mean'}, so time there counts for nothing: put it into a workflow again, and sync --full`,
    ),
  ]
}

function checkReading(progress: SyncProgress, nowAt: Instant): Check[] {
  const { connection, storedTickets, quarantined } = progress
  const { state, words } = healthOf(progress, nowAt)
  const read = connection.cursorAt === null ? '' : `, last read ${ago(connection.cursorAt, nowAt)}`
  const reading = {
    part: connection.name,
    state,
    words: state === 'ok' ? `${storedTickets} tickets${read}` : words,
  }
  if (quarantined === 0 || words.startsWith(String(quarantined))) return [reading]
  return [
    reading,
    warning(connection.name, `${quarantined} records set aside because they can't be understood`),
  ]
}

/** When the secret was created isn't known, only when the connection was: a secret created before that expires sooner. */
function checkSecretAge({ connection }: SyncProgress, nowAt: Instant): Check[] {
  const signIns = trackers.all().find(({ kind }) => kind === connection.tracker)?.signIns ?? []
  const signIn = signIns.find(({ kind }) => kind === connection.authKind)
  const lifeDays = signIn?.secretLifeDays ?? null
  const ageDays = (nowAt - connection.createdAt) / dayMs
  if (signIn === undefined || lifeDays === null || ageDays < lifeDays - warnBeforeDays) return []
  return [
    warning(
      connection.name,
      `connected ${ago(connection.createdAt, nowAt)}, and its ${signIn.secretName} expires ${lifeDays} days after it was created at the latest: create a new one and connect again`,
    ),
  ]
}
