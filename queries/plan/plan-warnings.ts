import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import {
  hasTickets,
  loadTicketOfEachProject,
  loadTicketsNamed,
} from '../../adapters/store/sync/named-tickets.ts'
import { loadContainers, loadFormerKeys, loadUsers } from '../../adapters/store/sync/tickets.ts'
import { Ancestry } from '../../domain/classify/ancestors.ts'
import { comparable } from '../../domain/comparable.ts'
import { emailKey } from '../../domain/email.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { commitmentWarnings, type PlanWarning, staffingWarnings } from '../../domain/plan/plan-warnings.ts'
import { subjectIndex, withFormerKeys } from '../../domain/reconcile/figures/tickets/subject-index.ts'
import { type TrackerUser, ticketRefKey } from '../../domain/ticket.ts'

/** What is odd about a plan, by itself and held against what was synced; before a sync the plan alone is looked at. */
export async function planWarnings(store: Store, plan: Plan): Promise<PlanWarning[]> {
  const users = await loadUsers(store)
  const names = new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
  return [
    ...staffingWarnings(plan),
    ...(await commitmentsHeldAgainst(store, plan)),
    ...accountsOfTwo(plan, users, names),
  ]
}

async function commitmentsHeldAgainst(store: Store, plan: Plan): Promise<PlanWarning[]> {
  if (!(await hasTickets(store))) return []
  const targets = plan.quarters.flatMap(({ teams }) =>
    teams.flatMap(({ commitments }) => commitments.map(({ target }) => target)),
  )
  const keys = targets.filter(({ kind }) => kind === 'ticket').map(({ name }) => comparable(name))
  const named = keys.length === 0 ? [] : await loadTicketsNamed(store, keys)
  const ofProjects = targets.some(({ kind }) => kind === 'project')
    ? await loadTicketOfEachProject(store)
    : []
  const byKey = new Map([...ofProjects, ...named].map((ticket) => [ticketRefKey(ticket), ticket]))
  const tickets = [...byKey.values()]
  const containers = await loadContainers(store)
  const subjects = withFormerKeys(
    subjectIndex(tickets, containers, new Ancestry(tickets, containers)),
    (ref) => byKey.get(ticketRefKey(ref)),
    await loadFormerKeys(store, named),
  )
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
  return users.flatMap(({ connectionId, accountId, email }) => {
    const connectionName = connectionNames.get(connectionId)
    const addressOf = email === null ? undefined : byAddress.get(emailKey(email))
    const listedFor = people.find((person) =>
      person.accounts.some((each) => each.connectionName === connectionName && each.accountId === accountId),
    )
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
