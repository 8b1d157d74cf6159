import { z } from 'zod'
import type { TrackerUser } from '../../../domain/ticket.ts'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import { AccountList, readableUsers } from '../read/site/account-list.ts'
import type { UsersRead } from '../read/site/deployment.ts'

const usersPerPage = 1000

const listSchema = z.object({
  values: z.array(z.unknown()),
  nextCursor: z.union([z.string(), z.number()]).nullish(),
  isLast: z.boolean().nullish(),
})

/**
 * Reads every account, those that left too; an account without the permission to browse users gets none.
 *
 * Since 10.3 there is a list of them, and a search ends after 100; before it there is the search alone, where "." finds everybody.
 * (JRASERVER-29069)
 */
export async function readUsers(
  client: Version2Client,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<UsersRead> {
  const list = new AccountList(connectionId)
  try {
    await readList(client, list, signal)
  } catch (error) {
    if (isHttpError(error, 404, 405)) await searchAll(client, list, signal)
    else if (!isHttpError(error, 403)) throw error
  }
  return list.read()
}

/** Reads a first page of accounts. @throws JiraHttpError 403 where ours may not browse them */
export async function readSomeUsers(
  client: Version2Client,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<TrackerUser[]> {
  const query = { username: '.', startAt: 0, maxResults: 100 }
  const body = await client.send({ path: 'user/search', query }, signal)
  const page = parseResponse(z.array(z.unknown()), body, 'user search')
  return readableUsers(connectionId, page)
}

async function readList(client: Version2Client, list: AccountList, signal: AbortSignal | undefined) {
  for (let cursor: string | number | undefined; ; ) {
    const query: Record<string, unknown> = { maxResults: usersPerPage, cursor }
    const body = await client.send({ path: 'user/list', query }, signal)
    const page = parseResponse(listSchema, body, 'user list')
    if (!list.add(page.values) || page.isLast === true || page.nextCursor == null) return
    cursor = page.nextCursor
  }
}

async function searchAll(client: Version2Client, list: AccountList, signal: AbortSignal | undefined) {
  try {
    for (let startAt = 0; ; ) {
      const query = { username: '.', includeInactive: true, startAt, maxResults: usersPerPage }
      const body = await client.send({ path: 'user/search', query }, signal)
      const page = parseResponse(z.array(z.unknown()), body, 'user search')
      if (!list.add(page)) return
      startAt += page.length
    }
  } catch (error) {
    if (!isHttpError(error, 403)) throw error
  }
}
