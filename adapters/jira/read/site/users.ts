import type { TrackerUser } from '../../../../domain/ticket.ts'
import { TrackerUnavailableError } from '../../../trackers/errors.ts'
import type { JiraClient } from '../../http/client.ts'
import { isHttpError, JiraScopeError } from '../../http/http-error.ts'
import { AccountList, readableUsers } from './account-list.ts'
import type { UsersRead } from './deployment.ts'

const usersPerPage = 1000

/**
 * Reads every account of the site, with its e-mail address when it is visible.
 *
 * An account without the permission to browse users, or a token without the scope, gets none: only people on tickets are known then.
 */
export async function readUsers(
  client: JiraClient,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<UsersRead> {
  const list = new AccountList(connectionId)
  let startAt = 0
  for (;;) {
    const page = await readUserPage(client, startAt, signal)
    // Jira removes hidden accounts after paging, so only a page without a new account is the last.
    if (!list.add(page)) return list.read()
    startAt += page.length
  }
}

/** @throws JiraScopeError, JiraHttpError 403 where the account may not browse people */
export async function readSomeUsers(
  client: JiraClient,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<TrackerUser[]> {
  const page = await listUsers(client, { startAt: 0, maxResults: 100 }, signal)
  return readableUsers(connectionId, page)
}

async function readUserPage(
  client: JiraClient,
  startAt: number,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  try {
    return await listUsers(client, { startAt, maxResults: usersPerPage }, signal)
  } catch (error) {
    if (isHttpError(error, 403) || error instanceof JiraScopeError) return []
    throw error
  }
}

async function listUsers(
  client: JiraClient,
  page: { readonly startAt: number; readonly maxResults: number },
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const body = await client.request('users', 'getAllUsers', page, signal)
  if (Array.isArray(body)) return body
  throw new TrackerUnavailableError(
    "Jira's user list doesn't match the schema that we know: it isn't a list.",
  )
}
