import type { JiraUser } from '../state/records.ts'
import type { RequestContext } from './request-context.ts'

/** An account inside another record: the address is missing where its owner hides it. */
export function userResource(context: RequestContext, accountId: string): object {
  const user = context.state.site.users.find((candidate) => candidate.accountId === accountId)
  const self = `${context.baseUrl}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`
  const avatarUrls = avatars(context, accountId)
  if (user === undefined) {
    // A closed account keeps its id and loses everything else.
    return {
      self,
      accountId,
      avatarUrls,
      displayName: 'Former user',
      active: false,
      timeZone: 'Etc/UTC',
      accountType: 'unknown',
    }
  }
  return {
    self,
    accountId,
    ...(user.emailHidden ? {} : { emailAddress: user.email }),
    avatarUrls,
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
    accountType: user.accountType,
  }
}

/** An account as `user`, `users/search` and `myself` return it. */
export function accountResource(context: RequestContext, user: JiraUser): object {
  return { ...userResource(context, user.accountId), locale: 'en_GB' }
}

function avatars(context: RequestContext, accountId: string): object {
  const url = (size: number) => `${context.baseUrl}/avatars/${encodeURIComponent(accountId)}/${size}`
  return { '48x48': url(48), '24x24': url(24), '16x16': url(16), '32x32': url(32) }
}
