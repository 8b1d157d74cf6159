import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { connectionHealth } from '../../queries/connections/health.ts'
import { type Asked, type Check, problem } from './check.ts'
import { connectionChecks } from './connections.ts'
import { checkCoverage } from './coverage.ts'
import { checkDeliveries } from './deliveries.ts'
import { checkPlan } from './plan.ts'
import { checkReviews } from './reviews.ts'
import { checkRules } from './rules.ts'
import { checkStatuses } from './statuses.ts'

/** What a few rows tell of what `plumbline doctor` says; no tracker, relay or server is asked. */
export async function quickHealth(store: Store, { nowAt, timeZone }: Asked): Promise<Check[]> {
  const connections = await connectionHealth(store, nowAt)
  return [
    ...(connections.length === 0
      ? [problem('connections', 'none yet: plumbline connect --help')]
      : connections.flatMap((each) => connectionChecks(each, nowAt))),
    await checkRules(store),
    ...(await checkCoverage(store)),
    ...(await checkDeliveries(store, timeZone)),
    ...(await checkReviews(store, { nowAt, timeZone })),
  ]
}

/** The checks that read every ticket: seconds on a big company. */
export async function thoroughHealth(store: Store, nowAt: Instant): Promise<Check[]> {
  return [...(await checkStatuses(store, nowAt)), ...(await checkPlan(store, nowAt))]
}
