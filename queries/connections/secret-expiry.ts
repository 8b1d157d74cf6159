import { setSecretExpiry } from '../../adapters/store/connections/secret-expiry.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Tracker } from '../../adapters/trackers/tracker.ts'
import type { Instant } from '../../domain/instant.ts'

/** When a secret expires: as its tracker tells it, or else as an admin says; null where neither does. */
export async function secretExpiryOf(
  tracker: Tracker,
  saidAt: Instant | null,
  signal: AbortSignal,
): Promise<Instant | null> {
  return (await tracker.readSecretExpiry?.(signal)) ?? saidAt
}

/** Keeps when a connection's secret expires, as a person says. @returns false where the connection is gone */
export function changeSecretExpiry(
  store: Store,
  connectionId: string,
  change: { readonly expiresAt: Instant | null; readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  return setSecretExpiry(store, connectionId, change)
}
