import { type StatusMap, statusMapOf } from '../../../domain/classify/status-map.ts'
import type { StatusRules } from '../../../domain/classify/status-rules.ts'
import { loadConnectionTrackers } from '../connections/names.ts'
import type { Store } from '../sql/client.ts'
import { loadStatuses } from '../tickets/tickets.ts'

/** What the stored statuses mean by these rules. */
export async function loadStatusMap(store: Store, rules: StatusRules): Promise<StatusMap> {
  const trackers = await loadConnectionTrackers(store)
  // A connection that was removed a moment ago took its tickets with it.
  return statusMapOf(rules, await loadStatuses(store), (connectionId) => trackers.get(connectionId) ?? '')
}
