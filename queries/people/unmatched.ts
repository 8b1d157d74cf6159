import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { countRecentTickets } from '../../adapters/store/tickets/named-tickets.ts'
import { loadUsers } from '../../adapters/store/tickets/tickets.ts'
import {
  machineAccountsOf,
  matchPeople,
  type NamedPerson,
  onlyNamesake,
  type PersonOfAccount,
} from '../../domain/people.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { TrackerUser } from '../../domain/ticket.ts'

/** A person of the plan whom no account was matched to: their days would all be unattributed. */
export interface UnmatchedPerson {
  readonly name: string
  readonly email: string
  /** A connection that the plan names for them and that isn't there; null where there is no such mistake. */
  readonly unknownConnection: string | null
}

/**
 * An account with recent tickets that matches nobody in the plan and is no machine: its work isn't counted, also where it was closed since.
 */
export interface UnmatchedAccount {
  readonly connection: string
  readonly accountId: string
  readonly displayName: string
  /** The tracker has closed it: who left in these days has worked in them all the same. */
  readonly isClosed: boolean
  readonly recentTickets: number
  /** The person of the plan without an account who has the same name; null for none or several. */
  readonly sameNameAs: NamedPerson | null
}

export interface Unmatched {
  readonly people: readonly UnmatchedPerson[]
  /** Those with the most tickets first. */
  readonly accounts: readonly UnmatchedAccount[]
}

/** Counted back from the newest ticket: an account without an assigned ticket since has most likely left. */
export const recentDays = 90

/**
 * Who of the plan has no account at a synced tracker, and which accounts belong to nobody; nobody before a sync.
 * @param known the accounts, where they are loaded already
 */
export async function unmatched(
  store: Store,
  plan: Plan,
  known: readonly TrackerUser[] | null = null,
): Promise<Unmatched> {
  const users = known ?? (await loadUsers(store))
  if (users.length === 0) return { people: [], accounts: [] }
  const names = await loadConnectionNames(store)
  const personOf = matchPeople(plan.people, users, names)
  const isMachine = machineAccountsOf(plan, users, names)
  const strangers = users.filter(
    ({ connectionId, accountId }) =>
      personOf(connectionId, accountId) === null && !isMachine(connectionId, accountId),
  )
  const people = unmatchedPeople(plan, users, personOf, new Set(names.values()))
  return {
    people,
    accounts:
      strangers.length === 0
        ? []
        : withRecentTickets(strangers, await countRecentTickets(store, recentDays), names, people),
  }
}

function unmatchedPeople(
  plan: Plan,
  users: readonly TrackerUser[],
  personOf: PersonOfAccount,
  knownConnections: ReadonlySet<string>,
): UnmatchedPerson[] {
  const matched = new Set(users.map(({ connectionId, accountId }) => personOf(connectionId, accountId)))
  return plan.people
    .filter(({ personId }) => !matched.has(personId))
    .map(({ name, email, accounts }) => ({
      name,
      email,
      unknownConnection:
        accounts.find(({ connectionName }) => !knownConnections.has(connectionName))?.connectionName ?? null,
    }))
}

function withRecentTickets(
  accounts: readonly TrackerUser[],
  counts: Awaited<ReturnType<typeof countRecentTickets>>,
  connectionNames: ReadonlyMap<string, string>,
  people: readonly UnmatchedPerson[],
): UnmatchedAccount[] {
  const recentTicketsOf = new Map(
    counts.map(({ connectionId, accountId, tickets }) => [`${connectionId} ${accountId}`, tickets]),
  )
  const recentOf = ({ connectionId, accountId }: TrackerUser) =>
    recentTicketsOf.get(`${connectionId} ${accountId}`) ?? 0
  // Before their names are compared with everybody's: most who belong to nobody left long ago.
  return accounts
    .filter((account) => recentOf(account) > 0)
    .map((account) => ({
      connection: connectionNames.get(account.connectionId) ?? '',
      accountId: account.accountId,
      displayName: account.displayName,
      isClosed: !account.active,
      recentTickets: recentOf(account),
      sameNameAs: onlyNamesake(account.displayName, people),
    }))
    .toSorted((a, b) => b.recentTickets - a.recentTickets || (a.accountId < b.accountId ? -1 : 1))
}
