import type { Fetch } from '../transport.ts'

/** How people sign in at a tracker by OAuth 2.0, with an app that the customer has registered there (authorization code grant). */
export interface OAuthFlow {
  /**
   * Where its pages and endpoints are. An address that isn't the tracker's own stands for a proxy that has all of them.
   * @throws TrackerRequestError for one that is no site
   */
  readonly endpointsOf: (baseUrl: string | null) => OAuthEndpoints
  /** What is asked for; nothing that writes. */
  readonly scopes: readonly string[]
  readonly scopeSeparator: ' ' | ','
  /** Whether the tracker checks a proof of the app's own by PKCE (RFC 7636). */
  readonly usesPkce: boolean
  /** What its page for signing in, at an address as `endpointsOf` takes it, wants to be told beside OAuth's own parameters. */
  readonly extraParameters: (baseUrl: string | null) => Readonly<Record<string, string>>
  /**
   * The sites that a token opens, with the address that a connection to each keeps. Missing where a token belongs to one alone, whose
   * address is the one that was given.
   * @throws as `requestTokens`
   */
  readonly findSites?: (request: SitesRequest) => Promise<readonly OAuthSite[]>
}

export interface OAuthEndpoints {
  /** The page that people sign in at. */
  readonly authorizeUrl: URL
  readonly tokenUrl: URL
}

export interface SitesRequest {
  readonly baseUrl: string | null
  readonly accessToken: string
  readonly fetch: Fetch
  readonly signal: AbortSignal | undefined
}

export interface OAuthSite {
  readonly siteId: string
  readonly name: string
  /** Where people open it. */
  readonly url: string
  /** Where its API is read. */
  readonly baseUrl: string
}

/** The app that a customer has registered at the tracker. */
export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
}
