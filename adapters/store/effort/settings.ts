import type { StatusRules } from '../../../domain/classify/status-rules.ts'
import type { EffortSettings } from '../../../domain/effort/effort.ts'
import type { Instant } from '../../../domain/instant.ts'
import { machineAccountsOf, matchPeople } from '../../../domain/people.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId } from '../../../domain/quarter.ts'
import { readUntilLookup } from '../../../domain/reconcile/verdicts/staleness.ts'
import { loadStatusMap } from '../classify/status-map.ts'
import { listConnections } from '../connections/connections.ts'
import type { Store } from '../sql/client.ts'
import { loadUsers } from '../tickets/tickets.ts'

/** How a quarter's effort is measured by a plan, with what `source` holds of accounts and statuses; the work types are the caller's. */
export async function loadEffortSettings(
  source: Store,
  {
    plan,
    quarter,
    asOfAt,
    statusRules,
  }: {
    readonly plan: Plan
    readonly quarter: QuarterId
    readonly asOfAt: Instant
    readonly statusRules: StatusRules
  },
): Promise<Omit<EffortSettings, 'workTypeOf'>> {
  const connections = await listConnections(source)
  const connectionNames = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
  const users = await loadUsers(source)
  return {
    period: datesOfQuarter(quarter, plan),
    asOfAt,
    plan,
    statusMap: await loadStatusMap(source, statusRules),
    personOfAccount: matchPeople(plan.people, users, connectionNames),
    isMachineAccount: machineAccountsOf(plan, users, connectionNames),
    readUntilOf: readUntilLookup(
      connections.map(({ connectionId, cursorAt }) => ({ connectionId, syncedAt: cursorAt })),
      asOfAt,
    ),
  }
}
