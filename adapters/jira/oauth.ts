import { z } from 'zod'
import { TrackerAuthError, TrackerRequestError, TrackerUnavailableError } from '../trackers/errors.ts'
import type { OAuthFlow, OAuthSite, SitesRequest } from '../trackers/oauth/flow.ts'
import { redirectError } from '../trackers/oauth/token-endpoint.ts'
import {
  checkHeaderValue,
  isRefusedByPage,
  jsonOf,
  refusedByPageText,
  sendHttp,
} from '../trackers/transport.ts'
import { requireSite } from './address.ts'
import { type AtlassianCloud, cloudOfApi, cloudOfSite, commercialCloud } from './http/atlassian-clouds.ts'
import { cloudIdSchema, gatewayOf } from './http/gateway.ts'

/** Atlassian's own API and sign-in, or the proxy of both that the address is of. @throws TrackerRequestError as `requireSite` */
function originsOf(baseUrl: string | null): Pick<AtlassianCloud, 'apiOrigin' | 'authOrigin'> {
  if (baseUrl === null) return commercialCloud
  const url = new URL(baseUrl)
  requireSite(url)
  const own = url.protocol === 'https:' ? (cloudOfSite(url) ?? cloudOfApi(url)) : null
  return own ?? { apiOrigin: url.origin, authOrigin: url.origin }
}

/**
 * Jira Cloud's OAuth 2.0 (3LO). Access tokens live for an hour, and each renewal gives a new refresh token.
 * Source: developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps.
 */
export const jiraOAuth: OAuthFlow = {
  endpointsOf(baseUrl) {
    const { authOrigin } = originsOf(baseUrl)
    return {
      authorizeUrl: new URL('/authorize', authOrigin),
      tokenUrl: new URL('/oauth/token', authOrigin),
    }
  },
  scopes: ['read:jira-work', 'read:jira-user', 'offline_access'],
  scopeSeparator: ' ',
  usesPkce: false,
  extraParameters(baseUrl) {
    const cloud = cloudOfApi(new URL(originsOf(baseUrl).apiOrigin)) ?? commercialCloud
    return { audience: new URL(cloud.apiOrigin).host, prompt: 'consent' }
  },
  findSites,
}

const siteSchema = z.object({
  id: cloudIdSchema,
  url: z.string(),
  name: z.string().catch(''),
  scopes: z.array(z.string()),
})

/** The sites of a token; those that it may read Jira on. A site with Confluence alone is listed too. */
async function findSites({ baseUrl, accessToken, fetch, signal }: SitesRequest): Promise<OAuthSite[]> {
  const { apiOrigin } = originsOf(baseUrl)
  const response = await sendHttp({
    label: 'Jira',
    operation: 'the sites of the OAuth sign-in',
    url: new URL('/oauth/token/accessible-resources', apiOrigin),
    init: {
      headers: {
        Accept: 'application/json',
        Authorization: checkHeaderValue(`Bearer ${accessToken}`),
        'User-Agent': 'plumbline',
      },
    },
    fetch,
    timeoutMs: 20_000,
    maxResponseBytes: 1024 * 1024,
    signal,
  })
  if (response.kind === 'failed') throw new TrackerUnavailableError(response.message)
  const { status, text } = response
  if (status >= 300 && status < 400) throw redirectError('Jira', response)
  if (isRefusedByPage(response))
    throw new TrackerUnavailableError(refusedByPageText('Jira', 'the list of sites', status))
  if (status === 401 || status === 403)
    throw new TrackerAuthError(
      `Jira does not tell the sites of the OAuth sign-in (HTTP ${status}). Sign in again.`,
    )
  if (status === 408 || status === 429 || status >= 500)
    throw new TrackerUnavailableError(
      `Jira failed to tell the sites of the OAuth sign-in (HTTP ${status}). Sign in again in a minute.`,
    )
  if (status !== 200)
    throw new TrackerRequestError(`Jira does not tell the sites of the OAuth sign-in (HTTP ${status}).`)
  const listed = jsonOf(text)
  if (!Array.isArray(listed))
    throw new TrackerUnavailableError('Jira answered with no list of the sites of the OAuth sign-in.')
  // A site is listed once for each of its products, and each time that the app was allowed.
  const sites = new Map<string, OAuthSite>()
  let lacksScope = false
  for (const record of listed) {
    const site = siteSchema.safeParse(record).data
    if (site === undefined) continue
    if (!site.scopes.includes('read:jira-work')) {
      lacksScope ||= site.scopes.some((scope) => /\bjira\b/.test(scope))
      continue
    }
    const { id, name, url } = site
    sites.set(id, { siteId: id, name, url, baseUrl: gatewayOf(id, apiOrigin) })
  }
  if (sites.size === 0 && lacksScope)
    throw new TrackerAuthError(
      'The OAuth sign-in opens a Jira site and lacks the scope read:jira-work: give the app the scopes read:jira-work and ' +
        'read:jira-user of the Jira API under Permissions, and sign in again.',
    )
  return [...sites.values()]
}
