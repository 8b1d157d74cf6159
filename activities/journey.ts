import { listConnections } from '../adapters/store/sync/connections.ts'
import { type Instant, isoOf } from '../domain/instant.ts'
import { datesOfQuarter, type QuarterId, quarterBefore, quarterOf } from '../domain/quarter.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { PlanMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

/** Which quarter a report is about: one by name, the one that runs at the as-of instant, or the last that closed. */
export type QuarterChoice = { readonly quarter: QuarterId } | 'running' | 'last_closed'

export interface Journey {
  readonly quarter: QuarterId
  /** Oldest first; at most three, as far as the plan goes. */
  readonly earlierQuarters: readonly QuarterId[]
  readonly connectionIds: readonly string[]
}

const quartersOfPast = 3

export function journeyActivities({ store }: Pick<ActivityDependencies, 'store'>) {
  return {
    /** Decides what one run of the journey is about. @throws PlanMissingError when the plan lacks the quarter */
    async planJourney(input: { readonly choice: QuarterChoice; readonly asOfAt: Instant }): Promise<Journey> {
      const { plan } = await planInForce(store)
      const quarter = chosenQuarter(input.choice, input.asOfAt, plan.fiscalStartMonth)
      const planned = new Set(plan.quarters.map((each) => each.quarter))
      if (!planned.has(quarter)) {
        throw new PlanMissingError(
          `the plan says nothing of ${quarter}; it has ${[...planned].sort().join(', ')}. Add it and: plumbline plan import plan.yaml`,
        )
      }
      if (datesOfQuarter(quarter, plan.fiscalStartMonth).from > isoOf(input.asOfAt).slice(0, 10)) {
        throw new PlanMissingError(
          `${quarter} has not begun on ${isoOf(input.asOfAt).slice(0, 10)}: nothing can be measured`,
        )
      }
      const earlierQuarters: QuarterId[] = []
      for (let step = 0, each = quarter; step < quartersOfPast; step++) {
        each = quarterBefore(each, plan.fiscalStartMonth)
        if (!planned.has(each)) break
        earlierQuarters.unshift(each)
      }
      const connections = await listConnections(store)
      return {
        quarter,
        earlierQuarters,
        connectionIds: connections.map((connection) => connection.connectionId),
      }
    },
  }
}

function chosenQuarter(choice: QuarterChoice, asOfAt: Instant, fiscalStartMonth: number): QuarterId {
  if (typeof choice === 'object') return choice.quarter
  const running = quarterOf(isoOf(asOfAt).slice(0, 10), fiscalStartMonth)
  switch (choice) {
    case 'running':
      return running
    case 'last_closed':
      return quarterBefore(running, fiscalStartMonth)
  }
}
