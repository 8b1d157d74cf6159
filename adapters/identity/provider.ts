import * as oidc from 'openid-client'
import { z } from 'zod'

export interface ProviderSettings {
  /** Its issuer, https; http is taken on this machine alone. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** How people call it, such as `Company login`. */
  readonly name: string
  /** Whether addresses are taken that the provider doesn't say to have verified. */
  readonly trustsAddresses: boolean
}

/** What a browser keeps while it is at the provider's: without it, an answer is not taken. */
export interface Pending {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who a provider says somebody is, or why that is of no use. */
export type Identity =
  | {
      readonly kind: 'address'
      readonly email: string
      /** What `signOut` ends the provider's own session by; null where the provider offers no way to end it. Not for others to read. */
      readonly session: string | null
    }
  | { readonly kind: 'refused'; readonly why: string }

/** A provider of identities by OpenID Connect: its sign-in page, and what it answers. */
export interface IdentityProvider {
  readonly name: string
  /** Where to send the browser. @throws ProviderError */
  begin(returnUrl: string): Promise<{ readonly url: URL; readonly pending: Pending }>
  /** Reads the address by which it sent the browser back. @throws ProviderError */
  finish(currentUrl: URL, pending: Pending): Promise<Identity>
  /** Where to send the browser for the provider to end its session; null where it ends none. @throws ProviderError */
  signOut(session: string, returnUrl: string, state: string): Promise<URL | null>
}

/** The provider can't be reached, or its answer can't be trusted; the message holds no secret. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'

  /** What an admin needs to know of the cause, for the log: OAuth's own words for what went wrong, such as `invalid_client`. */
  get told(): Readonly<Record<string, string | undefined>> {
    const { cause } = this
    const { error, error_description: description, code } = toldSchema.safeParse(cause).data ?? {}
    return { cause: cause instanceof Error ? cause.message : undefined, code, error, description }
  }
}

const toldText = z.string().max(2_000).optional().catch(undefined)
const toldSchema = z.object({ code: toldText, error: toldText, error_description: toldText })

const timeoutSeconds = 10
/** By how much its clock and ours may differ, as sign-ins elsewhere allow: a token that is valid from now on is else not yet. */
const clocksDifferSeconds = 300
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Code flow with PKCE, state and nonce. The provider's description is read at the first sign-in, and again if that failed. */
export function identityProvider(settings: ProviderSettings): IdentityProvider {
  let discovered: Promise<oidc.Configuration> | null = null
  const configuration = (): Promise<oidc.Configuration> => {
    discovered ??= discover(settings).catch((error: unknown) => {
      discovered = null
      throw error
    })
    return discovered
  }
  return {
    name: settings.name,
    async begin(returnUrl) {
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const { state, nonce, verifier } = pending
      const challenge = await oidc.calculatePKCECodeChallenge(verifier)
      const config = await trusted(configuration)
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returnUrl,
        scope: 'openid email profile',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { url, pending }
    },
    finish: (currentUrl, { state, nonce, verifier }) =>
      trusted(async () => {
        const config = await configuration()
        // The library takes no answer as the provider's that has another state; it throws for each that tells an error.
        const isOurs = currentUrl.searchParams.get('state') === state
        if (isOurs && currentUrl.searchParams.get('error') === 'access_denied')
          return {
            kind: 'refused',
            why: 'The provider says that the sign-in was refused or broken off there.',
          }
        const tokens = await oidc
          .authorizationCodeGrant(config, currentUrl, {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
          })
          .catch(nullForWrongClock)
        if (tokens === null)
          return {
            kind: 'refused',
            why: 'The clocks of the provider and of Plumbline’s server differ by more than five minutes. Tell an admin.',
          }
        const claims = tokens.claims()
        if (claims === undefined) return { kind: 'refused', why: 'The provider did not say who you are.' }
        const about = isWhole(claims, settings)
          ? claims
          : { ...claims, ...(await userInfo(config, tokens.access_token, claims.sub)) }
        return identityOf(about['email'], about['email_verified'], {
          ...settings,
          session: config.serverMetadata().end_session_endpoint
            ? sessionText(settings, tokens.id_token)
            : null,
        })
      }),
    signOut: (session, returnUrl, state) =>
      trusted(async () => {
        const config = await configuration()
        const known = readSession(session)
        // Of a provider that was set before, or one that has no such page any more.
        if (known?.issuer !== settings.issuer || !config.serverMetadata().end_session_endpoint) return null
        return oidc.buildEndSessionUrl(config, {
          post_logout_redirect_uri: returnUrl,
          state,
          ...(known.idToken === null ? {} : { id_token_hint: known.idToken }),
        })
      }),
  }
}

/** Whether an ID token says all that is asked for. Okta and Authelia say some of it on the page of the user's data alone. */
function isWhole(
  claims: Readonly<Record<string, unknown>>,
  { trustsAddresses }: Pick<ProviderSettings, 'trustsAddresses'>,
): boolean {
  return typeof claims['email'] === 'string' && (trustsAddresses || claims['email_verified'] !== undefined)
}

/** What the provider says of who signed in, where it has such a page. */
async function userInfo(
  config: oidc.Configuration,
  accessToken: string,
  subject: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {}
  const { email, email_verified: isVerified } = await oidc.fetchUserInfo(config, accessToken, subject)
  // An address and whether it is verified are one statement: what one place says is not said of the other's address.
  return email === undefined ? {} : { email, email_verified: isVerified }
}

function nullForWrongClock(error: unknown): null {
  if (error instanceof oidc.ClientError && error.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return null
  throw error
}

const sessionSchema = z.object({ issuer: z.string(), idToken: z.string().nullable() })

/** A longer one has no place in an address, by which it goes back. */
const longestToken = 6_000

function sessionText({ issuer }: ProviderSettings, idToken: string | undefined): string {
  const fits = idToken !== undefined && idToken.length <= longestToken
  return JSON.stringify({ issuer, idToken: fits ? idToken : null } satisfies z.infer<typeof sessionSchema>)
}

function readSession(session: string): z.infer<typeof sessionSchema> | null {
  return sessionSchema.safeParse(JSON.parse(session)).data ?? null
}

function identityOf(
  email: unknown,
  isVerified: unknown,
  {
    trustsAddresses,
    session,
  }: Pick<ProviderSettings, 'trustsAddresses'> & { readonly session: string | null },
): Identity {
  if (typeof email !== 'string')
    return {
      kind: 'refused',
      why: 'The provider did not give your e-mail address, by which Plumbline knows you.',
    }
  // Amazon Cognito and Apple write it as a text.
  const isSure = isVerified === true || isVerified === 'true'
  if (!isSure && !trustsAddresses)
    return { kind: 'refused', why: 'The provider did not say that your e-mail address is verified.' }
  return { kind: 'address', email, session }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  const isHere = url.protocol === 'http:' && loopback.has(url.hostname)
  const metadata = { client_secret: clientSecret, [oidc.clockTolerance]: clocksDifferSeconds }
  return oidc.discovery(url, clientId, metadata, undefined, {
    timeout: timeoutSeconds,
    ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}),
  })
}

/** Failures of the provider or of its answer; what is a mistake of ours stays one. */
async function trusted<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isTheirs =
      error instanceof oidc.ClientError ||
      error instanceof oidc.ResponseBodyError ||
      error instanceof oidc.AuthorizationResponseError ||
      error instanceof oidc.WWWAuthenticateChallengeError ||
      (error instanceof TypeError && error.message === 'fetch failed')
    if (!isTheirs) throw error
    throw new ProviderError(
      'the provider of identities can not be reached, or gave an answer that can not be used',
      {
        cause: error,
      },
    )
  }
}
