import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../../domain/instant.ts'
import { type TokenAnswer, TokenFamilies } from './token-families.ts'

/** How a fake tracker lets apps sign in by OAuth. */
export interface FakeOAuthOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** Callback URLs that the app has registered. Defaults to any. */
  readonly redirectUrls?: readonly string[]
  /** How long an access token lives. Defaults to an hour. */
  readonly accessTokenSeconds?: number
  /** How long a refresh token can be used again after it was; Atlassian says ten minutes, Linear thirty. Defaults to none. */
  readonly reuseSeconds?: number
}

/** What goes wrong at the token endpoint. */
export type OAuthFault =
  /** 500. */
  | 'server error'
  /** A proxy's page with 200. */
  | 'page'
  /** 429 with a `Retry-After` of a second. */
  | 'too many requests'
  /** The tokens are made, and the connection ends before they are sent. */
  | 'lost answer'
  /** 403 `invalid_grant`, whatever was sent. */
  | 'invalid_grant'
  /** The app's id or secret is refused, whatever was sent. */
  | 'wrong client'

interface Code {
  readonly redirectUrl: string
  readonly challenge: string | null
  readonly scopes: readonly string[]
}

/** The paths and habits in which trackers differ. */
export interface OAuthDialect {
  readonly authorizePath: string
  readonly tokenPath: string
  readonly scopeSeparator: string
  /** Whether `scope` is a list in the token endpoint's answer. */
  readonly listsScopes: boolean
  /** What the page to sign in at must be asked with. */
  readonly requiredParameters: Readonly<Record<string, string>>
  /** The scope without which there is no refresh token; null where there always is one. */
  readonly refreshScope: string | null
  /** How a wrong client secret is called. */
  readonly wrongClient: string
}

export interface OAuthRequest {
  readonly method: string
  readonly url: URL
  readonly body: string
  readonly authorization: string | undefined
}

export interface OAuthAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, or the text of a page. */
  readonly body: unknown
  /** Whether the connection ends without it. */
  readonly isLost?: boolean
}

/** An OAuth server with rotating refresh tokens: using an old one again ends the sign-in with all its tokens. */
export class FakeOAuth {
  /** Whoever is asked to sign in refuses. */
  denies = false
  /** How long the token endpoint takes. */
  latencyMs = 0
  /** Faults of the next requests for tokens, one each. */
  readonly faults: OAuthFault[] = []
  /** Requests to the token endpoint by grant. */
  readonly grants: string[] = []
  readonly tokens: TokenFamilies
  readonly #options: FakeOAuthOptions
  readonly #dialect: OAuthDialect
  readonly #codes = new Map<string, Code>()

  constructor(options: FakeOAuthOptions, dialect: OAuthDialect, now: () => Instant) {
    this.#options = options
    this.#dialect = dialect
    this.tokens = new TokenFamilies(
      { accessTokenSeconds: options.accessTokenSeconds ?? 3600, reuseSeconds: options.reuseSeconds ?? 0 },
      now,
    )
  }

  /** Null for a path that isn't the OAuth server's. */
  answer({ method, url, body }: OAuthRequest): OAuthAnswer | null {
    if (method === 'GET' && url.pathname === this.#dialect.authorizePath)
      return this.#authorize(url.searchParams)
    if (method === 'POST' && url.pathname === this.#dialect.tokenPath)
      return this.#token(new URLSearchParams(body))
    return null
  }

  /** Whether a token opens the API; its scopes are `tokens.scopesOf`. */
  isValid(authorization: string | undefined): boolean {
    const [scheme, token = ''] = (authorization ?? '').split(' ')
    return scheme === 'Bearer' && this.tokens.scopesOf(token) !== null
  }

  /** The page answers at once, as for somebody who has allowed it. */
  #authorize(query: URLSearchParams): OAuthAnswer {
    const redirectUrl = query.get('redirect_uri') ?? ''
    const isRegistered = this.#options.redirectUrls?.includes(redirectUrl) ?? URL.canParse(redirectUrl)
    const lacks = Object.entries(this.#dialect.requiredParameters).find(
      ([name, value]) => query.get(name) !== value,
    )
    if (query.get('client_id') !== this.#options.clientId || !isRegistered || lacks !== undefined)
      return {
        status: 400,
        body: '<html><h1>Something went wrong</h1><p>The app is not known like this.</p></html>',
      }
    const back = new URL(redirectUrl)
    const state = query.get('state')
    if (state !== null) back.searchParams.set('state', state)
    if (query.get('response_type') !== 'code') back.searchParams.set('error', 'unsupported_response_type')
    else if (this.denies) back.searchParams.set('error', 'access_denied')
    else back.searchParams.set('code', this.#newCode(query, redirectUrl))
    return { status: 302, headers: { Location: back.href }, body: '' }
  }

  #newCode(query: URLSearchParams, redirectUrl: string): string {
    const code = randomBytes(12).toString('hex')
    const scopes = (query.get('scope') ?? '')
      .split(this.#dialect.scopeSeparator)
      .filter((scope) => scope !== '')
    this.#codes.set(code, { redirectUrl, challenge: query.get('code_challenge'), scopes })
    return code
  }

  #token(form: URLSearchParams): OAuthAnswer {
    this.grants.push(form.get('grant_type') ?? '')
    const fault = this.faults.shift()
    if (fault === 'server error') return { status: 500, body: { error: 'server_error' } }
    if (fault === 'page') return { status: 200, body: '<html><h1>Please sign in to the proxy</h1></html>' }
    if (fault === 'too many requests') return { status: 429, headers: { 'Retry-After': '1' }, body: {} }
    if (fault === 'invalid_grant') return invalidGrant
    const { clientId, clientSecret } = this.#options
    const isOurs = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (!isOurs || fault === 'wrong client')
      return { status: 401, body: { error: this.#dialect.wrongClient } }
    const answer = this.#tokensFor(form)
    return fault === 'lost answer' ? { ...answer, isLost: true } : answer
  }

  #tokensFor(form: URLSearchParams): OAuthAnswer {
    if (form.get('grant_type') === 'refresh_token') {
      const renewed = this.tokens.renew(form.get('refresh_token') ?? '')
      return renewed === null ? invalidGrant : this.#written(renewed)
    }
    if (form.get('grant_type') !== 'authorization_code')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const text = form.get('code') ?? ''
    const code = this.#codes.get(text)
    this.#codes.delete(text)
    if (code === undefined || code.redirectUrl !== form.get('redirect_uri')) return invalidGrant
    if (code.challenge !== null && code.challenge !== challengeOf(form.get('code_verifier') ?? ''))
      return invalidGrant
    const { refreshScope } = this.#dialect
    const isRenewable = refreshScope === null || code.scopes.includes(refreshScope)
    return this.#written(this.tokens.begin(code.scopes, isRenewable))
  }

  #written({ accessToken, refreshToken, expiresIn, scopes }: TokenAnswer): OAuthAnswer {
    const { listsScopes, scopeSeparator } = this.#dialect
    return {
      status: 200,
      body: {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: expiresIn,
        ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
        scope: listsScopes ? scopes : scopes.join(scopeSeparator),
      },
    }
  }
}

const invalidGrant: OAuthAnswer = {
  status: 403,
  body: { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
