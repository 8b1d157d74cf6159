import { callerOf } from '../protocol/credentials.ts'
import { type JiraRequest, listParam, numberParam } from '../protocol/request.ts'
import { type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'
import { accountResource } from '../resources/user.ts'
import type { JiraUser } from '../state/records.ts'

const defaultPage = 50
const maxPage = 1_000

/** GET myself: the caller, with the zone that JQL's bare dates are read in; an anonymous caller gets 401. */
export function myself(request: JiraRequest, email: string): FakeResponse {
  const { context } = request
  if (request.isAnonymous) throw unauthorized()
  const caller = callerOf(context.state.site.users, email, context.accountId, context.timeZone)
  const known = context.state.site.users.includes(caller)
  const shape = known
    ? accountResource(context, caller)
    : { ...accountResource(context, caller), ...serviceAccount(caller) }
  const expand = new Set(listParam(request.query, 'expand'))
  return ok({
    ...shape,
    groups: {
      size: 1,
      items: expand.has('groups') ? [{ name: 'jira-users', groupId: 'made-up-group' }] : [],
    },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles',
  })
}

function serviceAccount(caller: JiraUser): object {
  return {
    displayName: caller.displayName,
    emailAddress: caller.email,
    active: true,
    accountType: 'atlassian',
    timeZone: caller.timeZone,
  }
}

/** Jira's response to invalid credentials. */
export function unauthorized(): JiraErrorResponse {
  return new JiraErrorResponse(401, ['Client must be authenticated to access this resource.'])
}

/** GET users/search and users: every account, apps and inactive ones too, as a bare array. */
export function allUsers(request: JiraRequest): FakeResponse {
  return ok(paged(request, request.context.state.site.users))
}

/** GET user/search: by the beginning of a name or an address, or by an account id. */
export function findUsers(request: JiraRequest): FakeResponse {
  const asked = request.query.get('query')?.toLowerCase()
  const accountId = request.query.get('accountId')
  if (asked === undefined && accountId === null) {
    throw new JiraErrorResponse(400, [
      'The query parameters query, accountId and property cannot all be empty.',
    ])
  }
  const words = (user: JiraUser) => [
    ...user.displayName.split(' '),
    user.displayName,
    user.emailHidden ? '' : user.email,
  ]
  const found = request.context.state.site.users.filter(
    (user) =>
      user.accountId === accountId ||
      (asked !== undefined && words(user).some((word) => word.toLowerCase().startsWith(asked))),
  )
  return ok(paged(request, found))
}

/** GET user?accountId=. */
export function oneUser(request: JiraRequest): FakeResponse {
  const accountId = request.query.get('accountId')
  const user = request.context.state.site.users.find((each) => each.accountId === accountId)
  if (user === undefined || request.isAnonymous) {
    throw new JiraErrorResponse(404, [
      'Specified user does not exist or you do not have required permissions',
    ])
  }
  return ok({ ...accountResource(request.context, user), expand: 'groups,applicationRoles' })
}

function paged(request: JiraRequest, users: readonly JiraUser[]): readonly object[] {
  if (request.isAnonymous) return []
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', defaultPage, maxPage)
  return users.slice(startAt, startAt + maxResults).map((user) => accountResource(request.context, user))
}
