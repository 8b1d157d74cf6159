import type { Instant } from '../../../domain/instant.ts'
import {
  FakeOAuth,
  type FakeOAuthOptions,
  type OAuthAnswer,
  type OAuthDialect,
  type OAuthRequest,
} from '../../oauth/oauth-server.ts'

export interface AtlassianSite {
  /** Its cloud id. */
  readonly id: string
  readonly url: string
  readonly name: string
}

const atlassianDialect: OAuthDialect = {
  authorizePath: '/authorize',
  tokenPath: '/oauth/token',
  scopeSeparator: ' ',
  listsScopes: false,
  requiredParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
  refreshScope: 'offline_access',
  wrongClient: 'access_denied',
}

/** Atlassian's OAuth server, which also tells the sites that a token opens. */
export class AtlassianOAuth extends FakeOAuth {
  readonly #sites: () => readonly AtlassianSite[]

  constructor(options: FakeOAuthOptions, now: () => Instant, sites: () => readonly AtlassianSite[]) {
    super(options, atlassianDialect, now)
    this.#sites = sites
  }

  override answer(request: OAuthRequest): OAuthAnswer | null {
    const isForSites =
      request.method === 'GET' && request.url.pathname === '/oauth/token/accessible-resources'
    return isForSites ? this.#sitesFor(request.authorization) : super.answer(request)
  }

  #sitesFor(authorization: string | undefined): OAuthAnswer {
    const scopes = this.tokens.scopesOf((authorization ?? '').replace(/^Bearer /, ''))
    if (scopes === null) return { status: 401, body: { code: 401, message: 'Unauthorized' } }
    return { status: 200, body: this.#sites().map((site) => ({ ...site, scopes, avatarUrl: '' })) }
  }
}
