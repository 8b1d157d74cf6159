import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { loadTickets, loadUsers } from '../../adapters/store/sync/tickets.ts'
import { matchPeople } from '../../domain/people.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { plainText } from './plain-text.ts'
import { counted } from './words.ts'

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

export interface UnmatchedAccount {
  readonly connection: string
  readonly accountId: string
  readonly displayName: string
  readonly recentTickets: number
  readonly words: string
}

/** Reckoned back from the newest ticket: who was assigned nothing since has most likely left. */
const recentMs = 90 * 86_400_000

/**
 * Active accounts with recent tickets that match nobody of the plan, those with the most tickets first: their work
 * isn't counted, and where the tracker hides their e-mail they may well be people of the plan.
 */
export async function unmatchedAccounts(store: Store, plan: Plan): Promise<UnmatchedAccount[]> {
  const users = (await loadUsers(store)).filter(({ active }) => active)
  const names = new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
  const personOf = matchPeople(plan.people, users, names)
  const unmatched = users.filter(({ connectionId, accountId }) => personOf(connectionId, accountId) === null)
  if (unmatched.length === 0) return []
  const tickets = await loadTickets(store)
  const newestAt = tickets.reduce((newest, { updatedAt }) => Math.max(newest, updatedAt), 0)
  const recentTicketsOf = new Map<string, number>()
  for (const { connectionId, assigneeId, updatedAt } of tickets) {
    if (updatedAt < newestAt - recentMs) continue
    const account = `${connectionId} ${assigneeId}`
    recentTicketsOf.set(account, (recentTicketsOf.get(account) ?? 0) + 1)
  }
  return unmatched
    .map(({ connectionId, accountId, displayName }) => {
      const recentTickets = recentTicketsOf.get(`${connectionId} ${accountId}`) ?? 0
      const connection = names.get(connectionId) ?? ''
      const words = `the account "${plainText(displayName)}" has ${counted(recentTickets, 'recent ticket')} and matches nobody of the plan; if it is one of them, add to that person: accounts: { ${connection}: "${accountId}" }`
      return { connection, accountId, displayName, recentTickets, words }
    })
    .filter(({ recentTickets }) => recentTickets > 0)
    .toSorted((a, b) => b.recentTickets - a.recentTickets || (a.accountId < b.accountId ? -1 : 1))
}
