import { TrackerAuthError, TrackerRequestError } from '../../trackers/errors.ts'
import type { Preflight, TrackerScope } from '../../trackers/tracker.ts'
import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import { countSchema, myselfSchema } from '../map/schemas.ts'
import { readScopes, type Site } from './site.ts'
import { walkJql } from './walk.ts'

/**
 * Reads the account, Jira's clock and the projects that the account sees.
 * @param readSite reads the site, or returns it from a cache
 * @throws TrackerAuthError when the credentials are rejected, or no project is visible
 * @throws TrackerRequestError for Jira Data Center
 */
export async function readPreflight(
  client: JiraClient,
  readSite: () => Promise<Site>,
  signal: AbortSignal | undefined,
): Promise<Preflight> {
  // First and alone: with wrong credentials one failed request is enough, several at once look like an attack.
  const account = await readMyself(client, signal)
  const [site, scopes] = await Promise.all([readSite(), readScopes(client, signal)])
  return {
    accountId: account.accountId,
    accountName: account.displayName ?? account.accountId,
    accountEmail: account.emailAddress ?? null,
    site: { siteId: site.siteId, name: site.siteName, url: site.siteUrl },
    serverAt: site.serverAt,
    timeZone: account.timeZone ?? null,
    scopes,
    statuses: site.statuses,
    approximateTickets: null,
  }
}

async function readMyself(client: JiraClient, signal: AbortSignal | undefined) {
  try {
    const body = await client.request('myself', 'getCurrentUser', undefined, signal)
    return parseResponse(myselfSchema, body, 'account')
  } catch (error) {
    if (isHttpError(error, 404)) {
      throw new TrackerRequestError(
        'There is no Jira Cloud at this address. Use that of the site, https://example.atlassian.net; Jira Data Center ' +
          "isn't supported yet.",
      )
    }
    if (!isHttpError(error, 403)) throw error
    throw new TrackerAuthError(
      'Jira forbids this account to read its own profile (HTTP 403). Its access to Jira was removed, a scoped API token ' +
        'lacks read:jira-user, or the site allows other networks only.',
    )
  }
}

/** The approximate number of tickets in scope, to show progress; null when Jira doesn't count. */
export async function countTickets(
  client: JiraClient,
  scopes: readonly TrackerScope[],
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const jql = walkJql(scopes, null).replace(/ order by .*$/, '')
  try {
    const body = await client.request('issueSearch', 'countIssues', { jql }, signal)
    return countSchema.safeParse(body).data?.count ?? null
  } catch (error) {
    if (isHttpError(error, 400, 403, 404, 405, 410)) return null
    throw error
  }
}
