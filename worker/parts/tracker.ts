import { createJiraTracker } from '../../adapters/jira/tracker.ts'
import { RequestLimiter } from '../../adapters/limits/limiter.ts'
import { createLinearTracker } from '../../adapters/linear/tracker.ts'
import { openSecret, type SecretKey } from '../../adapters/secrets.ts'
import type { Connection } from '../../adapters/store/sync/connections.ts'
import type { Tracker } from '../../adapters/trackers/tracker.ts'
import type { Instant } from '../../domain/instant.ts'
import { pause } from '../pause.ts'

/** What opening a tracker needs: a stored connection, or one that is being made. */
export type TrackerAddress = Pick<
  Connection,
  'connectionId' | 'name' | 'tracker' | 'baseUrl' | 'authKind' | 'accountEmail'
>

/** Opens trackers, one limiter per connection in this process, however many runs share it. */
export function trackerOpener(key: SecretKey, now: () => Instant): (connection: Connection) => Tracker {
  const limiters = new Map<string, RequestLimiter>()
  return (connection) => {
    const limiter =
      limiters.get(connection.connectionId) ??
      new RequestLimiter({ now, sleep: pause, seed: connection.connectionId })
    limiters.set(connection.connectionId, limiter)
    return trackerAt(connection, openSecret(key, connection.secret, connection.name), limiter, now)
  }
}

/** A tracker by its address and its secret in the clear. */
export function trackerAt(
  address: TrackerAddress,
  secret: string,
  limiter: RequestLimiter,
  now: () => Instant,
): Tracker {
  const shared = { connectionId: address.connectionId, limiter, now, sleep: pause }
  switch (address.tracker) {
    case 'jira':
      return createJiraTracker({
        ...shared,
        baseUrl: address.baseUrl,
        auth:
          address.authKind === 'api_token' && address.accountEmail !== null
            ? { kind: 'api_token', email: address.accountEmail, apiToken: secret }
            : { kind: 'bearer', token: secret },
      })
    case 'linear':
      return createLinearTracker({
        ...shared,
        apiUrl: address.baseUrl,
        auth:
          address.authKind === 'api_key'
            ? { kind: 'api_key', apiKey: secret }
            : { kind: 'bearer', token: secret },
      })
  }
}
