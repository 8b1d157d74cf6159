import type { OAuthFlow } from '../trackers/oauth/flow.ts'

const apiHost = 'api.linear.app'

/**
 * Linear's OAuth 2.0. Access tokens live for a day, and each renewal gives a new refresh token.
 * Source: linear.app/developers/oauth-2-0-authentication.
 */
export const linearOAuth: OAuthFlow = {
  endpointsOf(baseUrl) {
    const { origin, host } = new URL(baseUrl ?? `https://${apiHost}/graphql`)
    return {
      authorizeUrl: new URL('/oauth/authorize', host === apiHost ? 'https://linear.app' : origin),
      tokenUrl: new URL('/oauth/token', origin),
    }
  },
  scopes: ['read'],
  scopeSeparator: ',',
  usesPkce: true,
  // Without it, whoever is signed in to several workspaces isn't asked which one.
  extraParameters: () => ({ prompt: 'consent' }),
}
