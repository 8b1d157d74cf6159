import { z } from 'zod'
import type { TrackerUser } from '../../../domain/ticket.ts'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import { trackerUserOf } from '../map/people.ts'
import { userSchema } from '../map/schemas.ts'
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
  const users = new Map<string, TrackerUser>()
  let unread = 0
  /** Whether somebody new is among them. */
  const learn = (items: readonly unknown[]) => {
    const before = users.size
    const read = items.flatMap((item) => trackerUserOf(connectionId, userSchema.safeParse(item).data) ?? [])
    for (const user of read) users.set(user.accountId, user)
    // The last page of a search may be one of before, again.
    if (users.size > before || before === 0) unread += items.length - read.length
    return users.size > before
  }
  try {
    await readList(client, learn, signal)
  } catch (error) {
    if (isHttpError(error, 404, 405)) await searchAll(client, learn, signal)
    else if (!isHttpError(error, 403)) throw error
  }
  return { users: [...users.values()], unread }
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
  return page.flatMap((item) => trackerUserOf(connectionId, userSchema.safeParse(item).data) ?? [])
}

type Learn = (items: readonly unknown[]) => boolean

async function readList(client: Version2Client, learn: Learn, signal: AbortSignal | undefined) {
  for (let cursor: string | number | undefined; ; ) {
    const query: Record<string, unknown> = { maxResults: usersPerPage, cursor }
    const body = await client.send({ path: 'user/list', query }, signal)
    const page = parseResponse(listSchema, body, 'user list')
    if (!learn(page.values) || page.isLast === true || page.nextCursor == null) return
    cursor = page.nextCursor
  }
}

async function searchAll(client: Version2Client, learn: Learn, signal: AbortSignal | undefined) {
  try {
    for (let startAt = 0; ; ) {
      const query = { username: '.', includeInactive: true, startAt, maxResults: usersPerPage }
      const body = await client.send({ path: 'user/search', query }, signal)
      const page = parseResponse(z.array(z.unknown()), body, 'user search')
      if (!learn(page)) return
      startAt += page.length
    }
  } catch (error) {
    if (!isHttpError(error, 403)) throw error
  }
}
