import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import { streamHistories } from '../../adapters/store/effort/histories.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { loadStatuses } from '../../adapters/store/sync/tickets.ts'
import { type StatusSuspect, StatusWatch } from '../../domain/classify/status-suspects.ts'
import { inOrder } from '../../domain/effort/records/history.ts'
import type { Instant } from '../../domain/instant.ts'

export interface NamedSuspect extends StatusSuspect {
  readonly connectionName: string
}

/** The statuses that may not mean what their tracker says, most days at stake first. */
export async function statusSuspects(store: Store, nowAt: Instant): Promise<NamedSuspect[]> {
  const { ruleSet } = await ruleSetInForce(store)
  const watch = new StatusWatch(await loadStatusMap(store, ruleSet.statusRules), nowAt)
  for await (const batch of streamHistories(store))
    for (const { ticket, events } of batch) watch.add(ticket, inOrder(events))
  const names = new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
  return watch
    .suspects(await loadStatuses(store), ruleSet.statusRules)
    .map((suspect) => ({ ...suspect, connectionName: names.get(suspect.status.connectionId) ?? '' }))
}
