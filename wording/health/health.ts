import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { connectionHealth } from '../../queries/connections/health.ts'
import { type Check, problem } from './check.ts'
import { connectionChecks } from './connections.ts'
import { checkDeliveries } from './deliveries.ts'
import { checkPlan } from './plan.ts'
import { checkRules } from './rules.ts'
import { checkStatuses } from './statuses.ts'

/** What `plumbline doctor` says, as far as the store alone tells it: no tracker, relay or server is asked. */
export async function storedHealth(store: Store, nowAt: Instant): Promise<Check[]> {
  const connections = await connectionHealth(store, nowAt)
  return [
    ...(connections.length === 0
      ? [problem('connections', 'none yet: plumbline connect --help')]
      : connections.flatMap((each) => connectionChecks(each, nowAt))),
    await checkRules(store),
    ...(await checkStatuses(store, nowAt)),
    ...(await checkPlan(store, nowAt)),
    ...(await checkDeliveries(store)),
  ]
}
