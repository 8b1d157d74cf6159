import { TrackerAuthError, TrackerUnavailableError } from '../../../trackers/errors.ts'
import type { Preflight, TrackerScope } from '../../../trackers/tracker.ts'
import type { JiraClient } from '../../http/client.ts'
import { isHttpError, JiraPageError } from '../../http/http-error.ts'
import { parseResponse } from '../../map/parse.ts'
import { accountIdOf } from '../../map/people.ts'
import { countSchema, userSchema } from '../../map/schemas.ts'
import { walkWhere } from '../walk/walk.ts'
import type { JiraDeployment } from './deployment.ts'
import type { Site } from './site.ts'

/**
 * Reads the account, and the projects that it sees.
 * @param readSite reads the site
 * @param onUnreadProjects called with how many records of the list of projects can't be understood
 * @throws TrackerAuthError when the credentials are rejected, or no project is visible
 */
export async function readPreflight(
  deployment: JiraDeployment,
  readSite: () => Promise<Site>,
  onUnreadProjects: (count: number) => void,
  signal: AbortSignal | undefined,
): Promise<Preflight> {
  // Alone: with wrong credentials one failed request is enough, several at once look like an attack.
  const account = await readMyself(deployment, signal)
  const [site, { scopes, unread }] = await Promise.all([readSite(), deployment.readScopes(signal)]).catch(
    namingRight,
  )
  onUnreadProjects(unread)
  return {
    accountId: account.accountId,
    accountName: account.displayName ?? account.accountId,
    accountEmail: account.email,
    site: { siteId: site.siteId, name: site.siteName, url: site.siteUrl },
    serverAt: site.serverAt,
    timeZone: account.timeZone,
    scopes,
    statuses: site.statuses,
    approximateTickets: null,
  }
}

/** @throws TrackerAuthError in place of a bare refusal of what each account that may use Jira sees */
function namingRight(error: unknown): never {
  if (error instanceof JiraPageError || !isHttpError(error, 403)) throw error
  throw new TrackerAuthError(
    'Jira knows the account and forbids it to read projects, fields or statuses (HTTP 403): a right is missing. Let a Jira admin ' +
      "give it access to Jira, and the permission to browse the teams' projects.",
  )
}

/** @throws TrackerAuthError where Jira takes us for nobody, or for another account than this one */
export async function confirmAccount(
  deployment: JiraDeployment,
  accountId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const account = await readMyself(deployment, signal)
  if (account.accountId === accountId) return
  throw new TrackerAuthError(
    'Jira takes us for another account than when this sync began, which may see other tickets. Sync again.',
  )
}

async function readMyself({ client, kind }: JiraDeployment, signal: AbortSignal | undefined) {
  try {
    const body = await client.request('myself', 'getCurrentUser', undefined, signal)
    const user = parseResponse(userSchema, body, 'account')
    const accountId = accountIdOf(user)
    if (accountId === null) throw new TrackerUnavailableError("Jira's account doesn't name itself.")
    return {
      accountId,
      displayName: user.displayName ?? null,
      email: user.emailAddress ?? null,
      timeZone: user.timeZone ?? null,
    }
  } catch (error) {
    if (error instanceof JiraPageError || !isHttpError(error, 403)) throw error
    throw new TrackerAuthError(
      `Jira forbids this account to read its own profile (HTTP 403): ${ownProfileAdvice[kind]}`,
    )
  }
}

/** Data Center has no scopes. */
const ownProfileAdvice: Readonly<Record<JiraDeployment['kind'], string>> = {
  cloud:
    'its access to Jira was removed, its token or app lacks the scope read:jira-user, or the site allows other networks only. Let a ' +
    'Jira admin give it access and allow the address of this machine, or connect with that scope.',
  data_center:
    'its access to Jira was removed, or the server allows other networks only. Let a Jira admin give it access to Jira and allow ' +
    'the address of this machine.',
}

/** The approximate number of tickets in scope, to show progress; null when Jira doesn't count. */
export async function countTickets(
  client: JiraClient,
  scopes: readonly TrackerScope[],
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const jql = walkWhere(scopes, null)
  try {
    const body = await client.request('issueSearch', 'countIssues', { jql }, signal)
    return countSchema.safeParse(body).data?.count ?? null
  } catch (error) {
    if (isHttpError(error, 400, 403, 404, 405, 410)) return null
    throw error
  }
}
