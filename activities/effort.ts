import { loadDecisions } from '../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { saveEffortRun } from '../adapters/store/effort/effort.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { loadEvents, loadStatuses, loadTickets, loadUsers } from '../adapters/store/sync/tickets.ts'
import { effortSteps } from '../domain/effort/measure.ts'
import type { Instant } from '../domain/instant.ts'
import { machineAccountsOf, matchPeople } from '../domain/people.ts'
import { datesOfQuarter, type QuarterId } from '../domain/quarter.ts'
import { ticketRefKey } from '../domain/ticket.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { planInForce } from './plan-in-force.ts'
import { inSlices } from './slices.ts'

export interface EffortMeasured {
  readonly effortRunId: string
  readonly attributedMilliDays: number
  readonly unattributedMilliDays: number
}

export function effortActivities({
  store,
  now,
  betweenSlices,
  codeVersion,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices' | 'codeVersion'>) {
  return {
    /** Measures one quarter's person-days up to the as-of instant, and keeps them per ticket, team and week. */
    async measureQuarter(input: {
      readonly quarter: QuarterId
      readonly asOfAt: Instant
    }): Promise<EffortMeasured> {
      const { plan, planVersion } = await planInForce(store)
      const { ruleSet, rulesVersion } = await ruleSetInForce(store)
      const connections = await listConnections(store)
      const connectionNames = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
      const users = await loadUsers(store)
      const workTypes = new Map(
        (await loadDecisions(store)).map((decision) => [ticketRefKey(decision.ticket), decision.workType]),
      )
      const steps = effortSteps({
        period: datesOfQuarter(input.quarter, plan),
        asOfAt: input.asOfAt,
        plan,
        tickets: await loadTickets(store),
        events: await loadEvents(store),
        statuses: await loadStatuses(store),
        waitingStatusNames: ruleSet.waitingStatusNames,
        personOfAccount: matchPeople(plan.people, users, connectionNames),
        isMachineAccount: machineAccountsOf(plan, users, connectionNames),
        workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
      })
      const result = await inSlices(steps, betweenSlices)
      const effortRunId = await saveEffortRun(store, {
        quarter: input.quarter,
        planVersion,
        rulesVersion,
        codeVersion,
        asOfAt: input.asOfAt,
        result,
        nowAt: now(),
      })
      return {
        effortRunId,
        attributedMilliDays: sumOf(result.capacity.map((row) => row.attributedMilliDays)),
        unattributedMilliDays: sumOf(result.capacity.map((row) => row.unattributedMilliDays)),
      }
    },
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
