import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { readLimitHeaders } from '../../limits/headers.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerSignInError,
  TrackerUnavailableError,
} from '../errors.ts'
import {
  type Fetch,
  type HttpResponse,
  isRefusedByPage,
  jsonOf,
  redirectsForNow,
  refusedByPageText,
  sendHttp,
} from '../transport.ts'
import type { OAuthApp } from './flow.ts'
import type { OAuthSecret } from './oauth-secret.ts'

/** What an app hands in for tokens. */
type Grant =
  | {
      readonly kind: 'code'
      readonly code: string
      readonly redirectUrl: string
      /** Of PKCE; null where the tracker doesn't use it. */
      readonly verifier: string | null
    }
  | { readonly kind: 'refresh'; readonly refreshToken: string }

interface TokenRequest {
  /** The tracker's name in messages. */
  readonly label: string
  readonly tokenUrl: URL
  readonly app: OAuthApp
  readonly grant: Grant
  readonly fetch: Fetch
  readonly signal?: AbortSignal | undefined
  readonly nowAt: Instant
}

export type Tokens = Pick<OAuthSecret, 'accessToken' | 'refreshToken' | 'expiresAt' | 'scopes'>

/** Shorter than the database lets a transaction wait, in which the request is sent. */
const timeoutMs = 20_000
const maxResponseBytes = 1024 * 1024

const mostSeconds = 100 * 365 * 86_400

/**
 * Linear has sent scopes as a list, and Atlassian as a text. What is odd beside the token counts as not said: whoever drops the answer loses
 * the token in it, and with it the sign-in.
 */
const tokensSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  refresh_token: z.string().min(1).nullable().catch(null),
  expires_in: z.coerce.number().positive().max(mostSeconds).nullable().catch(null),
  scope: z
    .union([z.string().transform((text) => text.split(/[\s,]+/)), z.array(z.string())])
    .nullable()
    .catch(null),
})

/**
 * Asks a tracker's token endpoint for tokens, once. Nothing that it answers goes into a message but OAuth's own names of errors.
 * @throws TrackerSignInError when the code or the refresh token is refused: somebody has to sign in again
 * @throws TrackerAuthError when the app's id or secret is refused
 * @throws TrackerUnavailableError, TrackerLimitError for what may pass
 * @throws TrackerRequestError for any other refusal
 */
export async function requestTokens(request: TokenRequest): Promise<Tokens> {
  const { label, tokenUrl, app, grant, fetch, signal, nowAt } = request
  const response = await sendHttp({
    label,
    operation: 'a token of the OAuth sign-in',
    url: tokenUrl,
    init: {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': 'plumbline',
      },
      body: new URLSearchParams({
        ...parametersOf(grant),
        client_id: app.clientId,
        client_secret: app.clientSecret,
      }).toString(),
    },
    fetch,
    timeoutMs,
    maxResponseBytes,
    signal,
  })
  if (response.kind === 'failed') throw new TrackerUnavailableError(response.message)
  if (response.status < 200 || response.status >= 300) throw refusalOf(response, request)
  const body = jsonOf(response.text)
  const tokens = tokensSchema.safeParse(body).data
  // Some proxies answer each refusal with 200.
  if (tokens === undefined && errorSchema.safeParse(body).success) throw refusalOf(response, request)
  if (tokens === undefined)
    throw new TrackerUnavailableError(`${label} answered the OAuth sign-in with something that is no token.`)
  const old = grant.kind === 'refresh' ? grant.refreshToken : null
  return {
    accessToken: tokens.access_token,
    // A server that doesn't rotate refresh tokens leaves them out of its answer.
    refreshToken: tokens.refresh_token ?? old,
    expiresAt: tokens.expires_in === null ? null : nowAt + tokens.expires_in * 1000,
    scopes: tokens.scope ?? [],
  }
}

function parametersOf(grant: Grant): Record<string, string> {
  if (grant.kind === 'refresh') return { grant_type: 'refresh_token', refresh_token: grant.refreshToken }
  const { code, redirectUrl, verifier } = grant
  return {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUrl,
    ...(verifier === null ? {} : { code_verifier: verifier }),
  }
}

const errorSchema = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) })

/**
 * TRAPS: Atlassian refuses a refresh token with 403 and `invalid_grant` or `unauthorized_client`, and a wrong client secret with
 * `access_denied`. (raycast/extensions#11836)
 */
function refusalOf(response: HttpResponse, { label, grant, nowAt }: TokenRequest): Error {
  const { status, headers, text } = response
  if (status === 429)
    return new TrackerLimitError(
      `${label} limits the OAuth sign-in (HTTP 429)`,
      readLimitHeaders(headers, nowAt).retryAfterMs ?? usualPauseMs,
    )
  const error = errorSchema.safeParse(jsonOf(text)).data?.error ?? null
  if (status >= 500 || status === 408 || error === 'temporarily_unavailable' || error === 'server_error')
    return new TrackerUnavailableError(`${label} failed at the OAuth sign-in (HTTP ${status}).`)
  if (status >= 300 && status < 400) return redirectError(label, response)
  if (error === null && isRefusedByPage(response))
    return new TrackerUnavailableError(refusedByPageText(label, 'the OAuth sign-in', status))
  const told = error === null ? `HTTP ${status}` : `HTTP ${status}, ${error}`
  if (error === 'invalid_client' || error === 'access_denied')
    return new TrackerAuthError(
      `${label} does not accept the app's client id with its client secret (${told}): compare them with the app's page at ${label}, and connect again.`,
    )
  if (error === 'invalid_grant' || (error === 'unauthorized_client' && grant.kind === 'refresh'))
    return new TrackerSignInError(
      grant.kind === 'code'
        ? `${label} does not take the code that it gave for this sign-in (${told}); it can be used once, and soon. Sign in again.`
        : `${label} does not renew the OAuth sign-in any more (${told}): it was withdrawn or is too old, the account's password was changed, or a copy of this installation renewed it. Sign in again.`,
    )
  return new TrackerRequestError(
    error === null
      ? `${label} refuses the OAuth sign-in and does not say why (${told}): check the address, and for a proxy; then compare the app's settings at ${label} with what connect says of them.`
      : `${label} refuses the OAuth sign-in (${told}): compare the app's settings at ${label} with what connect says of them.`,
  )
}

/** What a redirect of an endpoint of the sign-in is. */
export function redirectError(
  label: string,
  { status, redirectText }: Pick<HttpResponse, 'status' | 'redirectText'>,
): Error {
  const where = redirectText === null ? '' : `, ${redirectText}`
  const message = `${label}'s OAuth sign-in redirects elsewhere${where} (HTTP ${status}): check the address, and for a proxy.`
  return redirectsForNow.includes(status)
    ? new TrackerUnavailableError(message)
    : new TrackerRequestError(message)
}

const usualPauseMs = 30_000
