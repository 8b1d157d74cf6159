import type { TrackerUser } from '../../../domain/ticket.ts'
import type { JiraUser } from './schemas.ts'

/** The account behind a user object; null where it was deleted: the object is missing, or its id is empty. */
export function accountIdOf(user: JiraUser | null | undefined): string | null {
  const accountId = user?.accountId ?? ''
  return accountId === '' ? null : accountId
}

/** Who did something; null for a deleted account and for a machine (automation rules and apps act as `app`). */
export function actorIdOf(user: JiraUser | null | undefined): string | null {
  return user?.accountType === 'app' ? null : accountIdOf(user)
}

/** The user in our terms; null where the account was deleted. Jira Cloud hides most e-mail addresses. */
export function trackerUserOf(connectionId: string, user: JiraUser | null | undefined): TrackerUser | null {
  const accountId = accountIdOf(user)
  if (accountId === null) return null
  const email = user?.emailAddress ?? ''
  return {
    connectionId,
    accountId,
    displayName: user?.displayName ?? accountId,
    email: email === '' ? null : email,
    active: user?.active ?? true,
  }
}

/** Each account once. The same one is shown with its address in one place and without in another: with it wins. */
export function distinctUsers(users: Iterable<TrackerUser>): TrackerUser[] {
  const byAccount = new Map<string, TrackerUser>()
  for (const user of users) {
    const before = byAccount.get(user.accountId)
    if (before === undefined || user.email !== null) byAccount.set(user.accountId, user)
  }
  return [...byAccount.values()]
}
