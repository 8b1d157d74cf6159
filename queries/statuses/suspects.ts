import { letOthersRun } from '../../adapters/slices.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import { streamHistories } from '../../adapters/store/effort/histories.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadStatuses } from '../../adapters/store/tickets/tickets.ts'
import { type StatusSuspect, StatusWatch } from '../../domain/classify/status-suspects.ts'
import { inOrder } from '../../domain/effort/records/history.ts'
import type { Instant } from '../../domain/instant.ts'

export interface NamedSuspect extends StatusSuspect {
  readonly connectionName: string
}

/** How often tickets were in a status, and the days of people that can move with its meaning. */
export interface StatusStakes extends Pick<StatusSuspect, 'stays' | 'personDays'> {
  readonly connectionId: string
  readonly statusId: string
}

export interface StatusLook {
  /** Most days at stake first. */
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
  const watch = new StatusWatch(await loadStatusMap(store, ruleSet.statusRules), nowAt)
  for await (const batch of streamHistories(store)) {
    for (const { ticket, events } of batch) watch.add(ticket, inOrder(events))
    await letOthersRun(stopping)
  }
  const names = await loadConnectionNames(store)
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
