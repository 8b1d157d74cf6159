import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../adapters/store/classify/status-map.ts'
import { loadWorkTypes } from '../adapters/store/classify/work-types.ts'
import { saveEffortRun } from '../adapters/store/effort/effort.ts'
import { streamHistories } from '../adapters/store/effort/histories.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { loadUsers } from '../adapters/store/sync/tickets.ts'
import type { EffortSettings } from '../domain/effort/effort.ts'
import { measureSteps } from '../domain/effort/measure.ts'
import { ticketReader } from '../domain/effort/records/ticket-record.ts'
import type { Instant } from '../domain/instant.ts'
import { machineAccountsOf, matchPeople } from '../domain/people.ts'
import { datesOfQuarter, type QuarterId } from '../domain/quarter.ts'
import { ticketRefKey } from '../domain/ticket.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { planInForce } from './plan-in-force.ts'
import { collectInSlices, inSlices } from './slices.ts'

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
      const workTypes = await loadWorkTypes(store)
      const settings: EffortSettings = {
        period: datesOfQuarter(input.quarter, plan),
        asOfAt: input.asOfAt,
        plan,
        statusMap: await loadStatusMap(store, ruleSet.statusRules),
        personOfAccount: matchPeople(plan.people, users, connectionNames),
        isMachineAccount: machineAccountsOf(plan, users, connectionNames),
        workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
      }
      const read = ticketReader(settings)
      const records = await collectInSlices(
        streamHistories(store),
        ({ ticket, events }) => read(ticket, events),
        betweenSlices,
      )
      // An iterator lets go of its list once it was gone through.
      const result = await inSlices(measureSteps(records.values(), settings), betweenSlices)
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
