import { TrackerSignInError, TrackerUnavailableError } from '../errors.ts'
import { checkHeaderValue, type HttpResponse, type TransportFailure } from '../transport.ts'

/** The access token of a sign-in by OAuth, which changes while a tracker is open. */
export interface AccessTokens {
  /**
   * A token that hasn't expired; a new one where the last one has.
   * @throws TrackerSignInError, TrackerAuthError, TrackerUnavailableError, TrackerLimitError, TrackerRequestError
   */
  current(signal: AbortSignal | undefined): Promise<string>
  /** Another than the one that the tracker refused before it expired. @throws as `current` */
  renew(refused: string, signal: AbortSignal | undefined): Promise<string>
}

/** What goes with each request: the same always, or a token that is renewed. */
export type Credentials =
  | { readonly kind: 'fixed'; readonly authorization: string }
  | { readonly kind: 'oauth'; readonly tokens: AccessTokens }

interface SignedInRequest {
  /** The tracker's name in messages. */
  readonly label: string
  readonly credentials: Credentials
  /** Whether a response says that the token isn't valid; one that lacks a right is. */
  readonly isRefused: (response: HttpResponse) => boolean
  readonly signal: AbortSignal | undefined
}

/**
 * Sends a request with an `Authorization` header; once more with a new token where the tracker refuses one that hasn't expired.
 * @returns a failure that may pass where the token couldn't be renewed for now
 * @throws TrackerSignInError when the tracker refuses the new one too
 */
export async function sendSignedIn(
  { label, credentials, isRefused, signal }: SignedInRequest,
  send: (authorization: string) => Promise<HttpResponse | TransportFailure>,
): Promise<HttpResponse | TransportFailure> {
  if (credentials.kind === 'fixed') return send(credentials.authorization)
  const { tokens } = credentials
  try {
    const token = await tokens.current(signal)
    const response = await send(bearer(token))
    if (response.kind === 'failed' || !isRefused(response)) return response
    const again = await send(bearer(await tokens.renew(token, signal)))
    if (again.kind === 'failed' || !isRefused(again)) return again
  } catch (error) {
    if (!(error instanceof TrackerUnavailableError)) throw error
    return { kind: 'failed', message: error.message, headers: null }
  }
  throw new TrackerSignInError(
    `${label} refuses a token that it has just made: whoever signed in may have lost their access, or the app its own. Sign in again.`,
  )
}

function bearer(token: string): string {
  return checkHeaderValue(`Bearer ${token}`)
}

/** The token of a sign-in that isn't stored yet. It was made just now, so that there is nothing to renew. */
export function justSignedIn(label: string, accessToken: string): AccessTokens {
  return {
    current: async () => accessToken,
    renew: () => {
      throw new TrackerSignInError(`${label} refuses the token that it has just made. Sign in again.`)
    },
  }
}
