import { createHash, randomBytes } from 'node:crypto'
import type { OAuthFlow } from './flow.ts'

/** What has to be kept while somebody is at the tracker's page: without it, what comes back is not taken. */
export interface PendingSignIn {
  readonly state: string
  /** Of PKCE; null where the tracker doesn't use it. */
  readonly verifier: string | null
}

interface Authorization {
  readonly clientId: string
  readonly redirectUrl: string
  /** As `OAuthFlow.endpointsOf` takes it. */
  readonly baseUrl: string | null
}

/** The page at the tracker where somebody signs in and lets the app read. */
export function beginSignIn(
  { endpointsOf, scopes, scopeSeparator, usesPkce, extraParameters }: OAuthFlow,
  { clientId, redirectUrl, baseUrl }: Authorization,
): { readonly url: URL; readonly pending: PendingSignIn } {
  const state = randomText()
  const verifier = usesPkce ? randomText() : null
  const url = new URL(endpointsOf(baseUrl).authorizeUrl)
  const parameters = {
    ...extraParameters(baseUrl),
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUrl,
    scope: scopes.join(scopeSeparator),
    state,
    ...(verifier === null ? {} : { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url, pending: { state, verifier } }
}

/** What the tracker sent the browser back with. */
export type ReturnedSignIn =
  | { readonly kind: 'code'; readonly code: string }
  /** Somebody didn't allow it, or the tracker refused. */
  | { readonly kind: 'refused'; readonly error: string }
  /** It answers no sign-in that was begun here. */
  | { readonly kind: 'strange' }

/** Reads the query of the address that the tracker sent the browser back to. The state has to be compared first. */
export function readReturn(query: URLSearchParams, state: string): ReturnedSignIn {
  const code = query.get('code')
  const error = query.get('error')
  if (query.get('state') !== state) return { kind: 'strange' }
  if (error !== null) return { kind: 'refused', error: /^[a-z_]{1,60}$/.exec(error)?.[0] ?? 'unknown' }
  return code === null || code === '' ? { kind: 'strange' } : { kind: 'code', code }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** 43 characters, as PKCE wants at least. */
function randomText(): string {
  return randomBytes(32).toString('base64url')
}
