import { type Connection, listConnections } from '../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { latestRuns, recordUnopenedRun } from '../../../adapters/store/sync/sync-runs.ts'
import {
  mayPass,
  TrackerAuthError,
  TrackerRequestError,
  TrackerSignInError,
} from '../../../adapters/trackers/errors.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { dayMs } from '../../../domain/instant.ts'
import { openOAuthSecret, renewTokens, type TokenStore } from './renew-tokens.ts'

/** Trackers end a sign-in whose tokens nobody renews: Atlassian after 90 days. */
const idleMs = 30 * dayMs

/**
 * Renews the tokens of sign-ins by OAuth that nothing has used for a month, such as those of connections whose syncs are paused. Where
 * somebody has to sign in again, that is kept as the connection's last run.
 * @returns how many were renewed
 */
export async function keepSignInsAlive(parts: TokenStore): Promise<number> {
  let renewed = 0
  for (const connection of await listConnections(parts.store)) {
    try {
      if (await renewIdle(parts, connection)) renewed += 1
    } catch (error) {
      // The next look tries again.
      if (mayPass(error)) continue
      if (!isFinal(error)) throw error
      await recordOnce(parts, connection, error.message)
    }
  }
  return renewed
}

async function renewIdle(parts: TokenStore, connection: Connection): Promise<boolean> {
  const { connectionId, tracker, authKind, baseUrl } = connection
  const { oauth } = trackers.signInOf(tracker, authKind)
  if (oauth === undefined) return false
  const secret = await openOAuthSecret(parts.keys, connection)
  const expiredAt = secret?.expiresAt ?? null
  if (expiredAt === null || parts.now() - expiredAt < idleMs) return false
  const { endpointsOf } = await oauth()
  const { label } = trackers.definitionOf(tracker)
  const { tokenUrl } = endpointsOf(baseUrl)
  await renewTokens(parts, { connectionId, label, tokenUrl, refused: null })
  return true
}

function isFinal(error: unknown): error is Error {
  return (
    error instanceof TrackerSignInError ||
    error instanceof TrackerAuthError ||
    error instanceof TrackerRequestError
  )
}

async function recordOnce(
  { store, now }: { readonly store: Store; readonly now: TokenStore['now'] },
  { connectionId }: Connection,
  failure: string,
): Promise<void> {
  const [last] = await latestRuns(store, connectionId, 1)
  if (last?.failure === failure) return
  await recordUnopenedRun(store, { connectionId, failure, nowAt: now() })
}
