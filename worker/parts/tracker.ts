import { RequestLimiter } from '../../adapters/limits/limiter.ts'
import { type KeyRing, lookForKey, openSecret } from '../../adapters/secrets.ts'
import type { Connection } from '../../adapters/store/sync/connections.ts'
import type { OpenTrackerOptions } from '../../adapters/trackers/definition.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { Tracker } from '../../adapters/trackers/tracker.ts'
import type { Instant } from '../../domain/instant.ts'
import { pause } from '../pause.ts'

/** What opening a tracker needs: a stored connection, or one that is being created. */
export type TrackerAddress = Pick<
  Connection,
  'connectionId' | 'name' | 'tracker' | 'baseUrl' | 'authKind' | 'accountEmail'
>

export type OpenTracker = (connection: Connection) => Promise<Tracker>

/** An attempt that is cut short reads its page anew: what a tracker allows each minute has to be waited out within it. */
const minuteMs = 60_000

/** Opens trackers with one limiter per connection in this process, however many runs share it. */
export function trackerOpener(keys: KeyRing, now: () => Instant, maxResponseBytes?: number): OpenTracker {
  const limiters = new Map<string, RequestLimiter>()
  return async (connection) => {
    const limiter =
      limiters.get(connection.connectionId) ??
      new RequestLimiter({ now, sleep: pause, maxSleepMs: minuteMs, seed: connection.connectionId })
    limiters.set(connection.connectionId, limiter)
    await lookForKey(keys, connection.secret.keyId)
    const secret = openSecret(keys, connection.secret, connection.name)
    return openTrackerAt(connection, secret, { limiter, now, maxResponseBytes })
  }
}

/** Opens the tracker of a connection that isn't stored yet; sends nothing yet. @throws as `openTrackerAt` */
export function openNewTracker(
  address: Omit<TrackerAddress, 'connectionId'>,
  secret: string,
  now: () => Instant,
): Promise<Tracker> {
  return openTrackerAt({ ...address, connectionId: 'new' }, secret, {
    limiter: new RequestLimiter({ now, sleep: pause }),
    now,
  })
}

/**
 * Opens a tracker by its address and its secret in clear text; sends nothing yet.
 * @throws TrackerRequestError for an unknown tracker or sign-in, or an address that isn't fit to send credentials to
 */
export async function openTrackerAt(
  address: TrackerAddress,
  secret: string,
  options: Pick<OpenTrackerOptions, 'limiter' | 'now' | 'maxResponseBytes'>,
): Promise<Tracker> {
  const { connectionId, baseUrl, tracker, authKind, accountEmail } = address
  const signIn = trackers.signInOf(tracker, authKind)
  return trackers.definitionOf(tracker).open({
    connectionId,
    baseUrl,
    signInKind: signIn.kind,
    secret,
    email: accountEmail,
    ...options,
    sleep: pause,
  })
}
