import type { KeyRing } from '../../../adapters/secrets.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { type Instant, isoOf, minuteMs } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { findConnection } from '../../../queries/connections/find-connection.ts'
import { type ConnectionHealth, connectionHealth } from '../../../queries/connections/health.ts'
import { type TrackerHealth, trackerHealth } from '../../../queries/connections/tracker-health.ts'
import { accessGapTexts } from '../../../wording/connections/access-gap-text.ts'
import { type Asked, type Check, ok, problem, warning } from '../../../wording/health/check.ts'
import { connectionChecks } from '../../../wording/health/connections.ts'
import { failureText } from '../../../wording/health/failure-text.ts'
import { signInText } from '../../../wording/health/sign-in.ts'
import type { StoreAndKeys } from '../../../worker/parts/store.ts'
import { openOAuthSecret } from '../../../worker/parts/trackers/renew-tokens.ts'
import { type OpenTracker, trackerOpener } from '../../../worker/parts/trackers/tracker.ts'

interface Clock {
  readonly now: () => Instant
  readonly signal: AbortSignal
}

interface Opening {
  readonly store: Store
  readonly keys: KeyRing
  readonly timeZone: string
}

/** Signs in to each tracker, and checks how its sync stood at `nowAt`. */
export async function checkConnections(
  { store, keys }: StoreAndKeys,
  { now, signal }: Clock,
  { nowAt, timeZone }: Asked,
): Promise<Check[]> {
  const connections = await connectionHealth(store, nowAt)
  if (connections.length === 0) return [problem('connections', 'none yet: plumbline connect --help')]
  const opening = { store, keys: await keys(), timeZone }
  const open = trackerOpener({ ...opening, now })
  const checks = await Promise.all(
    connections.map(async (health) => [
      ...(await checkTracker(health, { ...opening, open }, { now, signal })),
      ...connectionChecks(health, nowAt),
    ]),
  )
  return checks.flat()
}

/** To be told after the tracker was asked, which may have renewed the tokens. */
async function signInCheck(
  { store, keys, timeZone }: Opening,
  { connectionId, name }: Connection,
): Promise<Check[]> {
  const { connection } = await findConnection(store, connectionId)
  if (connection === null) return []
  const { oauth } = trackers.signInOf(connection.tracker, connection.authKind)
  const tokens = oauth === undefined ? null : await openOAuthSecret(keys, connection)
  return [ok(name, signInText(connection, tokens, timeZone))]
}

async function checkTracker(
  { connection }: ConnectionHealth,
  { open, ...opening }: Opening & { readonly open: OpenTracker },
  clock: Clock,
): Promise<Check[]> {
  const part = connection.name
  try {
    const health = await trackerHealth(connection, await open(connection), clock)
    return [...trackerChecks(connection, health), ...(await signInCheck(opening, connection))]
  } catch (error) {
    return [problem(part, failureText(error))]
  }
}

function trackerChecks(connection: Connection, health: TrackerHealth): Check[] {
  const part = connection.name
  switch (health.kind) {
    case 'ok':
      return [
        ok(
          part,
          `answers as ${plainText(health.accountName)}, who sees ${health.visibleScopes} projects or teams`,
        ),
        ...accessGapTexts(connection, health.gaps).map((words) => warning(part, words)),
      ]
    case 'scopes_gone':
      return [
        problem(
          part,
          `${plainText(health.accountName)} no longer sees ${plainText(health.scopeKeys.join(', '))}: give it access, or connect again`,
        ),
      ]
    case 'clock_differs':
      return [
        warning(
          part,
          `its clock (${isoOf(health.trackerAt)}) and ours differ by ${Math.round(health.differenceMs / minuteMs)} minutes`,
        ),
      ]
  }
}
