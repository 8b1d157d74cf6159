import type { TrackerUser } from '../../../domain/ticket.ts'
import type { JiraUser } from './schemas.ts'

/**
 * The account of a user object; null when it was deleted: the object is missing, or its id is empty.
 *
 * On Data Center it is the key, which stays when the user name changes, and which histories have for an assignee.
 */
export function accountIdOf(user: JiraUser | null | undefined): string | null {
  return textOrNull(user?.accountId) ?? textOrNull(user?.key) ?? textOrNull(user?.name)
}

/** Null when the account was deleted. Jira Cloud hides most e-mail addresses. */
export function trackerUserOf(connectionId: string, user: JiraUser | null | undefined): TrackerUser | null {
  const accountId = accountIdOf(user)
  if (accountId === null) return null
  return {
    connectionId,
    accountId,
    displayName: user?.displayName ?? accountId,
    email: textOrNull(user?.emailAddress),
    active: user?.active ?? true,
    isApp: user?.accountType === 'app' || user?.accountType === 'customer',
    timeZone: textOrNull(user?.timeZone),
  }
}

function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** The accounts that records name, as `distinctUsers` of all of them: most are named again and again. */
export class NamedUsers {
  readonly #connectionId: string
  readonly #byAccount = new Map<string, TrackerUser>()

  constructor(connectionId: string) {
    this.#connectionId = connectionId
  }

  note(user: JiraUser | null | undefined): void {
    const accountId = accountIdOf(user)
    if (accountId === null) return
    if (this.#byAccount.has(accountId) && textOrNull(user?.emailAddress) === null) return
    const noted = trackerUserOf(this.#connectionId, user)
    if (noted !== null) this.#byAccount.set(accountId, noted)
  }

  all(): TrackerUser[] {
    return [...this.#byAccount.values()]
  }
}

/** Each account once. One that appears both with and without an e-mail address keeps it. */
export function distinctUsers(users: Iterable<TrackerUser>): TrackerUser[] {
  const byAccount = new Map<string, TrackerUser>()
  for (const user of users) {
    const before = byAccount.get(user.accountId)
    if (before === undefined || user.email !== null) byAccount.set(user.accountId, user)
  }
  return [...byAccount.values()]
}
