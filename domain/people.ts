import type { PlanPerson } from './plan/plan.ts'
import type { TrackerUser } from './ticket.ts'

/** Which person of the plan an account on a tracker is; null for accounts that nobody was matched to. */
export type PersonOfAccount = (connectionId: string, accountId: string) => string | null

function accountKey(connectionId: string, accountId: string): string {
  return `${connectionId}\u0000${accountId}`
}

/**
 * Matches tracker accounts to the plan's people: by hand (the plan's `accounts`, under the connection's
 * name) before e-mail, case-insensitively.
 */
export function matchPeople(
  people: readonly PlanPerson[],
  users: readonly TrackerUser[],
  connectionNames: ReadonlyMap<string, string>,
): PersonOfAccount {
  const byEmail = new Map(people.map((person) => [person.email.toLowerCase(), person.personId]))
  const byAccount = new Map<string, string>()
  for (const user of users) {
    const personId = user.email === null ? undefined : byEmail.get(user.email.toLowerCase())
    if (personId !== undefined) byAccount.set(accountKey(user.connectionId, user.accountId), personId)
  }
  for (const [connectionId, connectionName] of connectionNames) {
    for (const person of people) {
      for (const account of person.accounts) {
        if (account.connectionName !== connectionName) continue
        byAccount.set(accountKey(connectionId, account.accountId), person.personId)
      }
    }
  }
  return (connectionId, accountId) => byAccount.get(accountKey(connectionId, accountId)) ?? null
}
