import { loadRecentAccounts } from '../../adapters/store/accounts/recent-accounts.ts'
import { newestChangeAt } from '../../adapters/store/accounts/team-activity.ts'
import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadUsers } from '../../adapters/store/tickets/tickets.ts'
import { dayMs } from '../../domain/instant.ts'
import {
  machineAccountsOf,
  matchPeople,
  type NamedPerson,
  onlyNamesake,
  type PersonOfAccount,
} from '../../domain/people.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { compareNaturally } from '../../domain/text/text-order.ts'
import type { TrackerUser } from '../../domain/ticket.ts'
import { recentDays } from './unmatched.ts'

/** Whose an account is, and why. */
export type AccountMatch =
  /** `plan`: the plan names the account for the person; `address`: both have the same. */
  | { readonly kind: 'person'; readonly because: 'plan' | 'address'; readonly person: NamedPerson }
  /** `tracker`: it says that the account is an app, or a customer; `plan`: it is among the machine accounts. */
  | { readonly kind: 'machine'; readonly because: 'plan' | 'tracker' }
  /** `sameNameAs` is the one person of the plan with that name; null for none or several. */
  | { readonly kind: 'nobody'; readonly sameNameAs: NamedPerson | null }

export interface MatchedAccount {
  readonly connection: string
  readonly accountId: string
  readonly displayName: string
  readonly match: AccountMatch
}

export interface Accounts {
  /** Before a plan was imported, every account is nobody's. */
  readonly hasPlan: boolean
  /** Those that are nobody's first, then machines, then people, by name. */
  readonly accounts: readonly MatchedAccount[]
}

const kindOrder = { nobody: 0, machine: 1, person: 2 } as const

/** Every account with recent work, and whom it is matched to. How much work it did is not told: that would be a person's. */
export async function recentAccounts(store: Store): Promise<Accounts> {
  const [imported, newestAt] = await Promise.all([currentPlan(store), newestChangeAt(store)])
  const hasPlan = imported !== null
  if (newestAt === null) return { hasPlan, accounts: [] }
  const [users, names, recent] = await Promise.all([
    loadUsers(store),
    loadConnectionNames(store),
    loadRecentAccounts(store, newestAt - recentDays * dayMs),
  ])
  const worked = new Set(recent.map(({ connectionId, accountId }) => `${connectionId} ${accountId}`))
  const matchOf = matcher(imported?.plan ?? null, users, names)
  const accounts = users
    .filter(({ connectionId, accountId }) => worked.has(`${connectionId} ${accountId}`))
    .map((user) => ({
      connection: names.get(user.connectionId) ?? '',
      accountId: user.accountId,
      displayName: user.displayName,
      match: matchOf(user),
    }))
  return {
    hasPlan,
    accounts: accounts.toSorted(
      (a, b) =>
        kindOrder[a.match.kind] - kindOrder[b.match.kind] ||
        compareNaturally(a.displayName, b.displayName) ||
        compareNaturally(a.connection, b.connection) ||
        compareNaturally(a.accountId, b.accountId),
    ),
  }
}

/** As reports match accounts: by the plan before the address, and machines apart. */
function matcher(
  plan: Plan | null,
  users: readonly TrackerUser[],
  names: ReadonlyMap<string, string>,
): (user: TrackerUser) => AccountMatch {
  const people = plan?.people ?? []
  const personOf = matchPeople(people, users, names)
  const personOfPlan: PersonOfAccount = matchPeople(people, [], names)
  const isMachine = machineAccountsOf(plan ?? { machineAccounts: [] }, users, names)
  const byId = new Map(people.map((person) => [person.personId, person]))
  return ({ connectionId, accountId, displayName, isApp }) => {
    if (isMachine(connectionId, accountId)) return { kind: 'machine', because: isApp ? 'tracker' : 'plan' }
    const person = byId.get(personOf(connectionId, accountId) ?? '')
    if (person === undefined) return { kind: 'nobody', sameNameAs: onlyNamesake(displayName, people) }
    const because = personOfPlan(connectionId, accountId) === null ? 'address' : 'plan'
    return { kind: 'person', because, person: { name: person.name, email: person.email } }
  }
}
