import { type KeyRing, lookForKey, openSecret, sealSecret } from '../../../adapters/secrets.ts'
import { type Connection, replaceSecret } from '../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { TrackerRequestError, TrackerSignInError } from '../../../adapters/trackers/errors.ts'
import {
  isFresh,
  type OAuthSecret,
  oauthSecretText,
  readOAuthSecret,
} from '../../../adapters/trackers/oauth/oauth-secret.ts'
import { requestTokens } from '../../../adapters/trackers/oauth/token-endpoint.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import { type Instant, isoOf } from '../../../domain/instant.ts'

export interface TokenStore {
  readonly store: Store
  readonly keys: KeyRing
  readonly now: () => Instant
  readonly fetch: Fetch
}

interface Renewal {
  readonly connectionId: string
  /** The tracker's name in messages. */
  readonly label: string
  readonly tokenUrl: URL
  /** A token that the tracker refuses though it hasn't expired; null where the token is only too old. */
  readonly refused: string | null
}

/**
 * Gives a connection new tokens, unless another process has done so meanwhile, and returns what is stored then.
 *
 * A refresh token works once: of two processes that use the same one, the tracker takes the second for a thief and ends the sign-in. So the
 * connection's row is locked while the tracker is asked, and what it answers is committed before anybody uses it. That a renewal begins
 * is committed before: where its answer never arrives here, the tracker's next refusal can be explained.
 * @throws TrackerSignInError when somebody has to sign in again
 * @throws TrackerAuthError, TrackerUnavailableError, TrackerLimitError, TrackerRequestError, SecretUnreadableError
 */
export async function renewTokens(parts: TokenStore, renewal: Renewal): Promise<OAuthSecret> {
  const { label, refused } = renewal
  const isUsable = (secret: OAuthSecret) => secret.accessToken !== refused && isFresh(secret, parts.now())
  const begun = await changeSecret(parts, renewal, (secret) => {
    if (isUsable(secret)) return null
    if (secret.refreshToken === null) throw new TrackerSignInError(noRefreshToken(label))
    return { ...secret, renewalBegunAt: secret.renewalBegunAt ?? parts.now() }
  })
  if (isUsable(begun.after)) return begun.after
  const earlierAt = begun.before.renewalBegunAt
  const refusal = { error: null as TrackerSignInError | null }
  const renewed = await changeSecret(parts, renewal, async (secret) => {
    if (isUsable(secret)) return null
    try {
      return await askForTokens(parts, renewal, secret)
    } catch (error) {
      if (!(error instanceof TrackerSignInError)) throw error
      // Nobody settled the earlier renewal meanwhile: its answer got lost.
      const isLost = earlierAt !== null && secret.renewalBegunAt === earlierAt
      refusal.error = isLost ? lostAnswer(error, earlierAt) : error
      return { ...secret, renewalBegunAt: null }
    }
  })
  if (refusal.error !== null) throw refusal.error
  return renewed.after
}

async function askForTokens(
  { now, fetch }: TokenStore,
  { label, tokenUrl }: Renewal,
  secret: OAuthSecret,
): Promise<OAuthSecret> {
  const { refreshToken } = secret
  if (refreshToken === null) throw new TrackerSignInError(noRefreshToken(label))
  // Never cut short: the tracker would have used the refresh token up, and its answer would be lost.
  const grant = { kind: 'refresh' as const, refreshToken }
  const tokens = await requestTokens({ label, tokenUrl, app: secret, grant, fetch, nowAt: now() })
  const scopes = tokens.scopes.length > 0 ? tokens.scopes : secret.scopes
  return { ...secret, ...tokens, scopes, renewalBegunAt: null }
}

/** Changes the stored secret under the lock of its row; null leaves it as it is. */
async function changeSecret(
  { store, keys }: TokenStore,
  { connectionId, label }: Renewal,
  change: (secret: OAuthSecret) => OAuthSecret | null | Promise<OAuthSecret | null>,
): Promise<{ readonly before: OAuthSecret; readonly after: OAuthSecret }> {
  const seen: { before: OAuthSecret | null; after: OAuthSecret | null } = { before: null, after: null }
  await replaceSecret(store, connectionId, async (connection) => {
    seen.before = await openOAuthSecret(keys, connection)
    if (seen.before === null) return null
    const changed = await change(seen.before)
    seen.after = changed ?? seen.before
    return changed === null ? null : sealSecret(keys, oauthSecretText(changed), connection.name)
  })
  const { before, after } = seen
  if (before === null || after === null)
    throw new TrackerRequestError(
      `The connection does not sign in at ${label} by OAuth any more: it was changed or removed meanwhile.`,
    )
  return { before, after }
}

/** Null where the connection signs in otherwise. @throws SecretUnreadableError */
export async function openOAuthSecret(
  keys: KeyRing,
  { secret, name }: Pick<Connection, 'secret' | 'name'>,
): Promise<OAuthSecret | null> {
  await lookForKey(keys, secret.keyId)
  return readOAuthSecret(openSecret(keys, secret, name))
}

function noRefreshToken(label: string): string {
  return `The OAuth sign-in has expired, and ${label} gave no token to renew it with. Sign in again.`
}

function lostAnswer({ message }: TrackerSignInError, earlierAt: Instant): TrackerSignInError {
  return new TrackerSignInError(
    `${message} The renewal begun at ${isoOf(earlierAt)} was cut off before its answer was stored, by a stop of the process or a lost connection: the token in that answer is the only one still valid.`,
  )
}
