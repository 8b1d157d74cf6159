import type { Store } from '../adapters/store/client.ts'
import { listConnections } from '../adapters/store/connections.ts'
import { loadUsers } from '../adapters/store/tickets.ts'
import { matchPeople } from '../domain/people.ts'
import type { Plan } from '../domain/plan/plan.ts'

export interface UnmatchedPerson {
  readonly name: string
  readonly email: string
  readonly words: string
}

/** People of the plan whom no account of a synced tracker was matched to: their days would all be unattributed. */
export async function unmatchedPeople(store: Store, plan: Plan): Promise<UnmatchedPerson[]> {
  const users = await loadUsers(store)
  if (users.length === 0) return []
  const names = new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
  const personOf = matchPeople(plan.people, users, names)
  const matched = new Set(users.map(({ connectionId, accountId }) => personOf(connectionId, accountId)))
  const known = new Set(names.values())
  return plan.people
    .filter(({ personId }) => !matched.has(personId))
    .map(({ name, email, accounts }) => {
      const strange = accounts.find(({ connectionName }) => !known.has(connectionName))
      const why =
        strange === undefined
          ? 'name the account by hand where the tracker hides e-mails (people: accounts)'
          : `the plan names an account on "${strange.connectionName}", and there is no such connection`
      return { name, email, words: `${name} <${email}> is matched to no account: ${why}` }
    })
}
