import type { Preflight, Tracker, TrackerScope } from '../../adapters/trackers/tracker.ts'
import { chooseScopes } from '../../domain/sync/scopes.ts'

/** What somebody wants a connection to read. */
export interface WantedReading {
  /** Empty: all that the account sees. */
  readonly scopeKeys: readonly string[]
  /** The site that the address named, as `UnderstoodAddress.siteName`; null for none. */
  readonly siteName: string | null
}

/** What the account of a new connection sees of that, before anything is stored. */
export type ConnectionCheck =
  | { readonly kind: 'fits'; readonly scopes: readonly TrackerScope[] }
  | { readonly kind: 'other site'; readonly wanted: string; readonly found: string }
  | {
      readonly kind: 'scopes not seen'
      readonly lostKeys: readonly string[]
      readonly visible: readonly TrackerScope[]
    }

/** Holds what a connection is to read against what its account sees. */
export function checkReading(
  { site, scopes }: Pick<Preflight, 'site' | 'scopes'>,
  { scopeKeys, siteName }: WantedReading,
): ConnectionCheck {
  const found = site.url?.split('/').at(-1)?.toLowerCase() ?? null
  if (siteName !== null && found !== null && found !== siteName)
    return { kind: 'other site', wanted: siteName, found }
  const chosen = chooseScopes(scopeKeys, scopes)
  return chosen.kind === 'lost'
    ? { kind: 'scopes not seen', lostKeys: chosen.lostKeys, visible: scopes }
    : { kind: 'fits', scopes: chosen.scopes }
}

/**
 * What the account of a new connection sees, read from the tracker; also a ticket of what is wanted, as a sync reads it, where
 * all of that is visible.
 * @throws as `Tracker.preflight` and `Tracker.tryReading`
 */
export async function readBeforeConnecting(
  tracker: Tracker,
  scopeKeys: readonly string[],
  signal: AbortSignal,
): Promise<Preflight> {
  const preflight = await tracker.preflight(signal)
  const choice = chooseScopes(scopeKeys, preflight.scopes)
  if (choice.kind === 'chosen') await tracker.tryReading?.(choice.scopes, signal)
  return preflight
}
