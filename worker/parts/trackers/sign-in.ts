import { parseTrackerUrl } from '../../../adapters/trackers/address.ts'
import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import { TrackerRequestError } from '../../../adapters/trackers/errors.ts'
import { beginSignIn, type PendingSignIn } from '../../../adapters/trackers/oauth/authorization.ts'
import { chooseSite, type SiteChoice } from '../../../adapters/trackers/oauth/choose-site.ts'
import type { OAuthApp, OAuthFlow } from '../../../adapters/trackers/oauth/flow.ts'
import { type OAuthSecret, oauthSecretText } from '../../../adapters/trackers/oauth/oauth-secret.ts'
import { requestTokens } from '../../../adapters/trackers/oauth/token-endpoint.ts'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import { expiryStageOf } from '../../../domain/sync/secret-expiry.ts'

/** A sign-in by OAuth: through which app, at which address, and where the browser comes back to. */
export interface TrackerSignIn {
  readonly definition: Pick<TrackerDefinition, 'label' | 'address'>
  readonly flow: OAuthFlow
  readonly app: OAuthApp
  /** Of the site or of its API; null where the sign-in tells it. */
  readonly baseUrl: string | null
  readonly redirectUrl: string
}

/**
 * Where to send the browser, and what to keep until it comes back.
 * @throws TrackerRequestError for an address that isn't fit to send the app's secret to
 */
export function beginTrackerSignIn({
  definition: { label, address },
  flow,
  app,
  baseUrl,
  redirectUrl,
}: TrackerSignIn): { readonly url: URL; readonly pending: PendingSignIn } {
  if (baseUrl !== null)
    parseTrackerUrl(baseUrl, { label, example: address.defaultUrl ?? 'https://example.atlassian.net' })
  return beginSignIn(flow, { clientId: app.clientId, redirectUrl, baseUrl })
}

export type FinishedSignIn =
  | {
      readonly kind: 'signed in'
      /** What the connection keeps as its address, and as its secret. */
      readonly baseUrl: string
      readonly secret: string
      readonly accessToken: string
      /** When a sign-in ends that can't be renewed; null for any other. */
      readonly endsAt: Instant | null
    }
  | Exclude<SiteChoice, { kind: 'chosen' }>

interface Finish {
  readonly code: string
  /** Of PKCE, as it began; null where the tracker doesn't use it. */
  readonly verifier: string | null
  readonly now: () => Instant
  readonly signal: AbortSignal | undefined
}

/**
 * Gets the tokens for the code that the browser came back with, and the site that they open. One that can't be renewed and ends before its
 * admins would be warned in time is refused.
 * @throws TrackerSignInError, TrackerAuthError, TrackerUnavailableError, TrackerLimitError, TrackerRequestError
 */
export async function finishTrackerSignIn(
  { definition, flow, app, baseUrl, redirectUrl }: TrackerSignIn,
  { code, verifier, now, signal }: Finish,
): Promise<FinishedSignIn> {
  const { label } = definition
  const { fetch } = globalThis
  const tokens = await requestTokens({
    label,
    tokenUrl: flow.endpointsOf(baseUrl).tokenUrl,
    app,
    grant: { kind: 'code', code, redirectUrl, verifier },
    fetch,
    signal,
    nowAt: now(),
  })
  const { accessToken } = tokens
  const endsAt = tokens.refreshToken === null ? tokens.expiresAt : null
  if (endsAt !== null && expiryStageOf(endsAt, now()) !== null)
    throw new TrackerRequestError(
      `${label} gave no token to renew the sign-in with, which would end at ${isoOf(endsAt)}: let the app have refresh tokens (offline access) in its settings at ${label}, and sign in again.`,
    )
  const sites = await flow.findSites?.({ baseUrl, accessToken, fetch, signal })
  const choice = sites === undefined ? null : chooseSite(sites, baseUrl)
  if (choice !== null && choice.kind !== 'chosen') return choice
  const readUrl = choice?.site.baseUrl ?? baseUrl ?? definition.address.defaultUrl
  if (readUrl === null) throw new Error(`${label} has neither sites nor an address`)
  const secret: OAuthSecret = { ...app, ...tokens, signedInAt: now(), renewalBegunAt: null }
  return { kind: 'signed in', baseUrl: readUrl, secret: oauthSecretText(secret), accessToken, endsAt }
}
