import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../adapters/store/classify/status-map.ts'
import { loadWorkTypes } from '../adapters/store/classify/work-types.ts'
import type { EffortRunToSave } from '../adapters/store/effort/effort.ts'
import { streamHistories } from '../adapters/store/effort/histories.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { loadUsers } from '../adapters/store/sync/tickets.ts'
import type { EffortSettings } from '../domain/effort/effort.ts'
import { measureSteps } from '../domain/effort/measure.ts'
import { TicketRecords } from '../domain/effort/records/ticket-records.ts'
import type { Instant } from '../domain/instant.ts'
import { machineAccountsOf, matchPeople } from '../domain/people.ts'
import { datesOfQuarter, type QuarterId } from '../domain/quarter.ts'
import { ticketRefKey } from '../domain/ticket.ts'
import { planInForce } from './plan-in-force.ts'
import { type BetweenSlices, eachInSlices, inSlices } from './slices.ts'

/** Measures one quarter's person-days up to the as-of instant from what `source` holds, by the plan and the rules in force there. */
export async function measure(
  source: Store,
  input: { readonly quarter: QuarterId; readonly asOfAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<Pick<EffortRunToSave, 'planVersion' | 'rulesVersion' | 'result'>> {
  const { plan, planVersion } = await planInForce(source)
  const { ruleSet, rulesVersion } = await ruleSetInForce(source)
  const connections = await listConnections(source)
  const connectionNames = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
  const users = await loadUsers(source)
  const workTypes = await loadWorkTypes(source)
  const settings: EffortSettings = {
    period: datesOfQuarter(input.quarter, plan),
    asOfAt: input.asOfAt,
    plan,
    statusMap: await loadStatusMap(source, ruleSet.statusRules),
    personOfAccount: matchPeople(plan.people, users, connectionNames),
    isMachineAccount: machineAccountsOf(plan, users, connectionNames),
    workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
  }
  const records = new TicketRecords(settings)
  await eachInSlices(
    streamHistories(source),
    ({ ticket, events }) => records.add(ticket, events),
    betweenSlices,
  )
  const result = await inSlices(measureSteps(records, settings), betweenSlices)
  return { planVersion, rulesVersion, result }
}
