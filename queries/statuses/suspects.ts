import { letOthersRun } from '../../adapters/slices.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import { streamHistories } from '../../adapters/store/effort/histories.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadStatuses, loadUsers } from '../../adapters/store/tickets/tickets.ts'
import { type StatusPeople, type StatusSuspect, StatusWatch } from '../../domain/classify/status-suspects.ts'
import { inOrder } from '../../domain/effort/records/history.ts'
import type { Instant } from '../../domain/instant.ts'
import { machineAccountsOf, matchPeople } from '../../domain/people.ts'
import { usualMinimumGroupPeople } from '../../domain/plan/plan.ts'
import { isSmallGroup } from '../../domain/reconcile/verdicts/small-groups.ts'

export interface NamedSuspect extends StatusSuspect {
  readonly connectionName: string
}

/** How often tickets were in a status, and the days of people that can move with its meaning; null where they are of too few. */
export interface StatusStakes extends Pick<StatusSuspect, 'stays' | 'personDays'> {
  readonly connectionId: string
  readonly statusId: string
}

export interface StatusLook {
  /** Most days at stake first; those whose days aren't told last. */
  readonly suspects: readonly NamedSuspect[]
  readonly stakes: readonly StatusStakes[]
}

/** The statuses that may not mean what their tracker says, most days at stake first. */
export async function statusSuspects(store: Store, nowAt: Instant): Promise<readonly NamedSuspect[]> {
  return (await lookAtStatuses(store, nowAt)).suspects
}

/** Reads every ticket's history: seconds on a big company. */
export async function lookAtStatuses(
  store: Store,
  nowAt: Instant,
  stopping: AbortSignal | null = null,
): Promise<StatusLook> {
  const { ruleSet } = await ruleSetInForce(store)
  const map = await loadStatusMap(store, ruleSet.statusRules)
  const names = await loadConnectionNames(store)
  const watch = new StatusWatch(map, nowAt, await statusPeople(store, names))
  for await (const batch of streamHistories(store)) {
    for (const { ticket, events } of batch) watch.add(ticket, inOrder(events))
    await letOthersRun(stopping)
  }
  const statuses = await loadStatuses(store)
  return {
    suspects: watch
      .suspects(statuses, ruleSet.statusRules)
      .map((suspect) => ({ ...suspect, connectionName: names.get(suspect.status.connectionId) ?? '' })),
    stakes: statuses.map((status) => ({
      connectionId: status.connectionId,
      statusId: status.statusId,
      ...watch.stakesOf(status),
    })),
  }
}

/** By the plan in force; before one was imported, each account is a person and the usual minimum counts. */
async function statusPeople(store: Store, names: ReadonlyMap<string, string>): Promise<StatusPeople> {
  const plan = (await currentPlan(store))?.plan ?? null
  const users = await loadUsers(store)
  const matched = matchPeople(plan?.people ?? [], users, names)
  const isMachine = machineAccountsOf({ machineAccounts: plan?.machineAccounts ?? [] }, users, names)
  const minimumPeople = plan?.minimumGroupPeople ?? usualMinimumGroupPeople
  return {
    personOf: (connectionId, accountId) =>
      isMachine(connectionId, accountId)
        ? null
        : (matched(connectionId, accountId) ?? `${connectionId} ${accountId}`),
    isSmall: (people) => isSmallGroup(people, minimumPeople),
  }
}
