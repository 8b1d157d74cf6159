import type { TrackerUser } from '../../../../domain/ticket.ts'
import { trackerUserOf } from '../../map/people.ts'
import { userSchema } from '../../map/schemas.ts'
import type { UsersRead } from './deployment.ts'

/** The accounts that a site lists, page by page. */
export class AccountList {
  readonly #connectionId: string
  readonly #users = new Map<string, TrackerUser>()
  #unread = 0

  constructor(connectionId: string) {
    this.#connectionId = connectionId
  }

  /** Takes a page. @returns whether somebody new is on it */
  add(items: readonly unknown[]): boolean {
    const before = this.#users.size
    const read = readableUsers(this.#connectionId, items)
    for (const user of read) this.#users.set(user.accountId, user)
    const isNews = this.#users.size > before
    // The last page may be one of before, again.
    if (isNews || before === 0) this.#unread += items.length - read.length
    return isNews
  }

  read(): UsersRead {
    return { users: [...this.#users.values()], unread: this.#unread }
  }
}

/** Those of a page that can be understood. */
export function readableUsers(connectionId: string, items: readonly unknown[]): TrackerUser[] {
  return items.flatMap((item) => trackerUserOf(connectionId, userSchema.safeParse(item).data) ?? [])
}
