import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { hasTickets } from '../../adapters/store/tickets/named-tickets.ts'
import { loadUsers } from '../../adapters/store/tickets/tickets.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { commitmentWarnings, type PlanWarning, staffingWarnings } from '../../domain/plan/plan-warnings.ts'
import { emailKey } from '../../domain/text/email.ts'
import type { TrackerUser } from '../../domain/ticket.ts'
import { workOutsideTeams } from '../people/work-outside-teams.ts'
import { namedSubjects } from './named-subjects.ts'

/**
 * What is odd about a plan, by itself and held against what was synced; before a sync the plan alone is looked at.
 * @param known the accounts, where they are loaded already
 */
export async function planWarnings(
  store: Store,
  plan: Plan,
  known: readonly TrackerUser[] | null = null,
): Promise<PlanWarning[]> {
  const users = known ?? (await loadUsers(store))
  const names = await loadConnectionNames(store)
  return [
    ...staffingWarnings(plan),
    ...(await commitmentsHeldAgainst(store, plan)),
    ...accountsOfTwo(plan, users, names),
    ...(await workOutsideTeams(store, plan, users)),
  ]
}

async function commitmentsHeldAgainst(store: Store, plan: Plan): Promise<PlanWarning[]> {
  if (!(await hasTickets(store))) return []
  const targets = plan.quarters.flatMap(({ teams }) =>
    teams.flatMap(({ commitments }) => commitments.map(({ target }) => target)),
  )
  const subjects = await namedSubjects(store, targets)
  return commitmentWarnings(plan, (target) => {
    if (subjects.isAmbiguous(target)) return 'several'
    return subjects.named(target).length === 0 ? 'none' : 'one'
  })
}

/** An account that the plan lists for one person while its address is another's. */
function accountsOfTwo(
  { people }: Plan,
  users: readonly TrackerUser[],
  connectionNames: ReadonlyMap<string, string>,
): PlanWarning[] {
  const byAddress = new Map(people.map((person) => [emailKey(person.email), person]))
  // The first of those who list an account is named, so it is put in last.
  const byAccount = new Map(
    people
      .toReversed()
      .flatMap((person) =>
        person.accounts.map(
          ({ connectionName, accountId }) => [`${connectionName} ${accountId}`, person] as const,
        ),
      ),
  )
  return users.flatMap(({ connectionId, accountId, email }) => {
    const connectionName = connectionNames.get(connectionId)
    const addressOf = email === null ? undefined : byAddress.get(emailKey(email))
    const listedFor = byAccount.get(`${connectionName} ${accountId}`)
    if (connectionName === undefined || addressOf === undefined || listedFor === undefined) return []
    if (addressOf.personId === listedFor.personId) return []
    return [
      {
        kind: 'account_of_two' as const,
        connectionName,
        accountId,
        listedFor: listedFor.name,
        addressOf: addressOf.name,
      },
    ]
  })
}
