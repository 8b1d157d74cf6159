import { type JiraRequest, numberParam } from '../protocol/request.ts'
import { badRequest, type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'
import type { RequestContext } from '../resources/request-context.ts'
import type { JiraUser } from '../state/records.ts'

const firstKey = 10_100
const defaultPage = 50
const maxPage = 1_000
/** A search of 10.3 ends after this many users, whatever its offset. */
const maxFound = 100

/** The key of an account: it stays when its user name changes. */
export function userKeyOf({ state }: RequestContext, accountId: string): string {
  const index = state.site.users.findIndex((user) => user.accountId === accountId)
  return `JIRAUSER${index < 0 ? 900_000 + Number.parseInt(accountId.slice(-5), 16) : firstKey + index}`
}

/** An account as Data Center writes it. A deleted one keeps its key and loses its names. */
export function userOf(context: RequestContext, accountId: string): object {
  const key = userKeyOf(context, accountId)
  const user = context.state.site.users.find((each) => each.accountId === accountId)
  const name = user === undefined ? key.toLowerCase() : userNameOf(user)
  return {
    self: `${context.baseUrl}/rest/api/2/user?username=${encodeURIComponent(name)}`,
    name,
    key,
    ...(user === undefined || user.emailHidden ? {} : { emailAddress: user.email }),
    avatarUrls: { '48x48': `${context.baseUrl}/secure/useravatar?avatarId=10122` },
    displayName: user?.displayName ?? name,
    active: user?.active ?? false,
    timeZone: user?.timeZone ?? 'Etc/UTC',
  }
}

function userNameOf({ email }: JiraUser): string {
  return email.split('@')[0] ?? email
}

/** GET myself: the caller. */
export function myself(request: JiraRequest, userName: string): FakeResponse {
  const { context } = request
  if (request.isAnonymous) throw new JiraErrorResponse(401, ['You are not authenticated.'])
  const shape = { ...userOf(context, context.accountId), locale: 'en_GB', expand: 'groups,applicationRoles' }
  if (context.state.site.users.some(({ accountId }) => accountId === context.accountId)) return ok(shape)
  return ok({
    ...shape,
    name: userName,
    displayName: 'Plumbline Reader',
    active: true,
    timeZone: context.timeZone,
  })
}

/** GET user/search: by user name, name or address; "." finds everybody, those that left only when wanted. */
export function searchUsers(
  request: JiraRequest,
  { isLimited }: { readonly isLimited: boolean },
): FakeResponse {
  const { query, context } = request
  const asked = query.get('username') ?? ''
  if (asked === '') throw badRequest('The username query parameter was not provided')
  const found = (request.isAnonymous ? [] : context.state.site.users).filter(
    (user) =>
      (user.active || query.get('includeInactive') === 'true') &&
      `${userNameOf(user)} ${user.displayName} ${user.email}`.toLowerCase().includes(asked.toLowerCase()),
  )
  const startAt = numberParam(query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(query, 'maxResults', defaultPage, maxPage)
  const within = isLimited ? found.slice(0, maxFound) : found
  return ok(within.slice(startAt, startAt + maxResults).map(({ accountId }) => userOf(context, accountId)))
}

/** GET user/list, of 10.3: everybody, by a cursor. */
export function listUsers(request: JiraRequest): FakeResponse {
  const { query, context } = request
  const cursor = numberParam(query, 'cursor', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(query, 'maxResults', maxPage, maxPage)
  const users = request.isAnonymous ? [] : context.state.site.users
  const isLast = cursor + maxResults >= users.length
  return ok({
    maxResults,
    isLast,
    ...(isLast ? {} : { nextCursor: String(cursor + maxResults) }),
    values: users.slice(cursor, cursor + maxResults).map(({ accountId }) => userOf(context, accountId)),
  })
}
