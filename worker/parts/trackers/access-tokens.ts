import type { AccessTokens } from '../../../adapters/trackers/oauth/access-tokens.ts'
import { isFresh, type OAuthSecret } from '../../../adapters/trackers/oauth/oauth-secret.ts'
import { renewTokens, type TokenStore } from './renew-tokens.ts'

interface HeldTokens {
  readonly connectionId: string
  /** The tracker's name in messages. */
  readonly label: string
  readonly tokenUrl: URL
  /** As it was stored when the tracker was opened. */
  readonly secret: OAuthSecret
}

/** The access tokens of a stored connection: renewed once for all requests of this process that wait for a new one. */
export function storedAccessTokens(parts: TokenStore, { secret, ...held }: HeldTokens): AccessTokens {
  let latest = secret
  let renewing: Promise<string> | null = null

  async function renewNow(refused: string | null): Promise<string> {
    latest = await renewTokens(parts, { ...held, refused })
    return latest.accessToken
  }

  /** Goes on when its caller is stopped: what the tracker answers has to be stored. */
  function renewed(refused: string | null, signal: AbortSignal | undefined): Promise<string> {
    renewing ??= renewNow(refused).finally(() => {
      renewing = null
    })
    return untilStopped(renewing, signal)
  }

  return {
    async current(signal) {
      return isFresh(latest, parts.now()) ? latest.accessToken : renewed(null, signal)
    },
    async renew(refused, signal) {
      return latest.accessToken === refused ? renewed(refused, signal) : latest.accessToken
    },
  }
}

/** @throws the signal's reason as soon as the caller is stopped */
function untilStopped<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
