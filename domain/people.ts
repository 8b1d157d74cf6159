import type { Plan, PlanPerson } from './plan/plan.ts'
import { comparable } from './text/comparable.ts'
import { emailKey } from './text/email.ts'
import type { TrackerUser } from './ticket.ts'

/** Which person of the plan an account on a tracker is; null for accounts that nobody was matched to. */
export type PersonOfAccount = (connectionId: string, accountId: string) => string | null

/**
 * Matches tracker accounts to the plan's people: by hand (the plan's `accounts`, under the connection's
 * name) before e-mail, case and the spelling of international domains aside.
 */
export function matchPeople(
  people: readonly PlanPerson[],
  users: readonly TrackerUser[],
  connectionNames: ReadonlyMap<string, string>,
): PersonOfAccount {
  const byEmail = new Map(people.map((person) => [emailKey(person.email), person.personId]))
  // By connection first: effort asks for every event, and a joined key would be made each time.
  const byAccount = new Map<string, Map<string, string>>()
  const match = (connectionId: string, accountId: string, personId: string): void => {
    const ofConnection = byAccount.get(connectionId) ?? new Map<string, string>()
    byAccount.set(connectionId, ofConnection.set(accountId, personId))
  }
  for (const user of users) {
    const personId = user.email === null ? undefined : byEmail.get(emailKey(user.email))
    if (personId !== undefined) match(user.connectionId, user.accountId, personId)
  }
  for (const [connectionId, connectionName] of connectionNames) {
    for (const person of people) {
      for (const account of person.accounts) {
        if (comparable(account.connectionName) !== comparable(connectionName)) continue
        match(connectionId, account.accountId, person.personId)
      }
    }
  }
  return (connectionId, accountId) => byAccount.get(connectionId)?.get(accountId) ?? null
}

export type NamedPerson = Pick<PlanPerson, 'name' | 'email'>

/** The one person with the name of an account; null for none or several. */
export function onlyNamesake(displayName: string, people: readonly NamedPerson[]): NamedPerson | null {
  const [person, ...others] = people.filter(({ name }) => comparable(name) === comparable(displayName))
  return person === undefined || others.length > 0 ? null : { name: person.name, email: person.email }
}

/** Whether an account is an app or automation: what it does is nobody's act. */
export type IsMachineAccount = (connectionId: string, accountId: string) => boolean

/** Finds machine accounts: those that the tracker calls apps, and those that the plan names by id, address or name. */
export function machineAccountsOf(
  { machineAccounts }: Pick<Plan, 'machineAccounts'>,
  users: readonly TrackerUser[],
  connectionNames: ReadonlyMap<string, string>,
): IsMachineAccount {
  const machines = new Map<string, Set<string>>()
  for (const [connectionId, name] of connectionNames) {
    const stated = machineAccounts.filter(
      ({ connectionName }) => comparable(connectionName) === comparable(name),
    )
    // An account that left the tracker is in no list of users any more; its id still stands in histories.
    const ofConnection = new Set(stated.map(({ account }) => account))
    machines.set(connectionId, ofConnection)
    const words = new Set(stated.flatMap(({ account }) => [comparable(account), emailKey(account)]))
    for (const user of users) {
      if (user.connectionId !== connectionId) continue
      const named = words.has(comparable(user.displayName)) || words.has(emailKey(user.email ?? ''))
      if (user.isApp || named) ofConnection.add(user.accountId)
    }
  }
  return (connectionId, accountId) => machines.get(connectionId)?.has(accountId) ?? false
}
