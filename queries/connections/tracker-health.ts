import type { Connection } from '../../adapters/store/connections/connections.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { Tracker } from '../../adapters/trackers/tracker.ts'
import { dayMs, type Instant, minuteMs } from '../../domain/instant.ts'
import type { AccessGap } from '../../domain/sync/access-gaps.ts'
import { readAccessGaps } from './access-gaps.ts'

/** The result of checking a tracker's account, scopes and clock. */
export type TrackerHealth =
  | {
      readonly kind: 'ok'
      readonly accountName: string
      readonly visibleScopes: number
      readonly gaps: readonly AccessGap[]
    }
  /** Projects or teams that the connection reads and its account no longer sees. */
  | { readonly kind: 'scopes_gone'; readonly accountName: string; readonly scopeKeys: readonly string[] }
  | { readonly kind: 'clock_differs'; readonly trackerAt: Instant; readonly differenceMs: number }

/** A tracker whose clock is off by this much still syncs, but its times can't be compared with ours. */
const clockSkewMs = 5 * minuteMs

/** Checks a tracker's account, scopes and clock. @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError */
export async function trackerHealth(
  { scopeKeys }: Connection,
  tracker: Tracker,
  { now, signal }: { readonly now: () => Instant; readonly signal: AbortSignal },
): Promise<TrackerHealth> {
  const preflight = await tracker.preflight(signal)
  const { accountName, scopes, serverAt } = preflight
  const visible = new Set(scopes.map((scope) => scope.key))
  const gone = scopeKeys.filter((scopeKey) => !visible.has(scopeKey))
  if (gone.length > 0) return { kind: 'scopes_gone', accountName, scopeKeys: gone }
  const differenceMs = Math.abs(serverAt - now())
  if (differenceMs > clockSkewMs) return { kind: 'clock_differs', trackerAt: serverAt, differenceMs }
  return {
    kind: 'ok',
    accountName,
    visibleScopes: scopes.length,
    gaps: await readAccessGaps(tracker, preflight, signal),
  }
}

const warnBeforeDays = 30

export interface ExpiringSecret {
  readonly secretName: string
  readonly lifeDays: number
}

/**
 * A connection's secret that is about to expire, where nobody told when; null for any other. When it was created isn't known, only when the connection
 * was: a secret created before that expires sooner.
 */
export function expiringSecret(connection: Connection, nowAt: Instant): ExpiringSecret | null {
  if (connection.secretExpiresAt !== null) return null
  const signIns = trackers.all().find(({ kind }) => kind === connection.tracker)?.signIns ?? []
  const signIn = signIns.find(({ kind }) => kind === connection.authKind)
  const lifeDays = signIn?.secretLifeDays ?? null
  const ageDays = (nowAt - connection.createdAt) / dayMs
  if (signIn === undefined || lifeDays === null || ageDays < lifeDays - warnBeforeDays) return null
  return { secretName: signIn.secretName, lifeDays }
}
