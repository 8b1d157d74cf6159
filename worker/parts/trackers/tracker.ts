import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import { type KeyRing, lookForKey, openSecret } from '../../../adapters/secrets.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { storedCut } from '../../../adapters/store/connections/histories-cut.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { OpenTrackerOptions } from '../../../adapters/trackers/definition.ts'
import { TrackerRequestError } from '../../../adapters/trackers/errors.ts'
import type { AccessTokens } from '../../../adapters/trackers/oauth/access-tokens.ts'
import type { OAuthFlow } from '../../../adapters/trackers/oauth/flow.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import { type Instant, minuteMs } from '../../../domain/instant.ts'
import { pause } from '../../process/pause.ts'
import { storedAccessTokens } from './access-tokens.ts'
import { openOAuthSecret, type TokenStore } from './renew-tokens.ts'

/** What opening a tracker needs: a stored connection, or one that is being created. */
export type TrackerAddress = Pick<
  Connection,
  'connectionId' | 'name' | 'tracker' | 'baseUrl' | 'authKind' | 'accountEmail'
>

export type OpenTracker = (connection: Connection) => Promise<Tracker>

/** An attempt that is cut short reads its page anew: what a tracker allows each minute has to be waited out within it. */
const longestSleepMs = minuteMs

interface Opening {
  readonly store: Store
  readonly keys: KeyRing
  readonly now: () => Instant
  /** Of the largest response that is read. Defaults to 64 MiB. */
  readonly maxResponseBytes?: number | undefined
}

/** Opens trackers with one limiter per connection in this process, however many runs share it. */
export function trackerOpener({ store, keys, now, maxResponseBytes }: Opening): OpenTracker {
  const limiters = new Map<string, RequestLimiter>()
  return async (connection) => {
    const limiter =
      limiters.get(connection.connectionId) ??
      new RequestLimiter({ now, sleep: pause, maxSleepMs: longestSleepMs, seed: connection.connectionId })
    limiters.set(connection.connectionId, limiter)
    const historiesCut = storedCut(store, connection)
    const options = { limiter, now, maxResponseBytes, historiesCut }
    const { oauth } = trackers.signInOf(connection.tracker, connection.authKind)
    if (oauth !== undefined) {
      const accessTokens = await storedTokens({ store, keys, now }, connection, await oauth())
      return openTrackerAt(connection, { kind: 'oauth', accessTokens }, options)
    }
    await lookForKey(keys, connection.secret.keyId)
    const secret = openSecret(keys, connection.secret, connection.name)
    return openTrackerAt(connection, { kind: 'secret', secret }, options)
  }
}

/** Opens the tracker of a connection that isn't stored yet; sends nothing yet. @throws as `openTrackerAt` */
export function openNewTracker(
  address: Omit<TrackerAddress, 'connectionId'>,
  credentials: TrackerCredentials,
  now: () => Instant,
): Promise<Tracker> {
  return openTrackerAt({ ...address, connectionId: 'new' }, credentials, {
    limiter: new RequestLimiter({ now, sleep: pause }),
    now,
  })
}

/** The secret in clear text, or the tokens that stand for it. */
export type TrackerCredentials =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'oauth'; readonly accessTokens: AccessTokens }

/**
 * Opens a tracker by its address and its credentials; sends nothing yet.
 * @throws TrackerRequestError for an unknown tracker or sign-in, or an address that isn't fit to send credentials to
 */
export async function openTrackerAt(
  address: TrackerAddress,
  credentials: TrackerCredentials,
  options: Pick<OpenTrackerOptions, 'limiter' | 'now' | 'maxResponseBytes' | 'historiesCut'>,
): Promise<Tracker> {
  const { connectionId, baseUrl, tracker, authKind, accountEmail } = address
  const signIn = trackers.signInOf(tracker, authKind)
  return trackers.definitionOf(tracker).open({
    connectionId,
    baseUrl,
    signInKind: signIn.kind,
    secret: credentials.kind === 'secret' ? credentials.secret : '',
    ...(credentials.kind === 'oauth' ? { accessTokens: credentials.accessTokens } : {}),
    email: accountEmail,
    ...options,
    sleep: pause,
  })
}

async function storedTokens(
  parts: Omit<TokenStore, 'fetch'>,
  connection: Connection,
  { endpointsOf }: OAuthFlow,
): Promise<AccessTokens> {
  const { connectionId, name, tracker, baseUrl } = connection
  const secret = await openOAuthSecret(parts.keys, connection)
  if (secret === null)
    throw new TrackerRequestError(`What is kept of "${name}" is no sign-in by OAuth: connect again.`)
  const { label } = trackers.definitionOf(tracker)
  const { tokenUrl } = endpointsOf(baseUrl)
  const tokenStore = { ...parts, fetch: globalThis.fetch }
  return storedAccessTokens(tokenStore, { connectionId, label, tokenUrl, secret })
}
