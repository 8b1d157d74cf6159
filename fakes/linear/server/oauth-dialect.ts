import type { OAuthDialect } from '../../oauth/oauth-server.ts'

/** How Linear's OAuth server differs from others. */
export const linearDialect: OAuthDialect = {
  authorizePath: '/oauth/authorize',
  tokenPath: '/oauth/token',
  scopeSeparator: ',',
  listsScopes: true,
  requiredParameters: {},
  refreshScope: null,
  wrongClient: 'invalid_client',
}
