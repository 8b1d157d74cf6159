import { listConnections } from '../adapters/store/sync/connections.ts'
import type { Instant } from '../domain/instant.ts'
import {
  chooseQuarter,
  type QuarterChoice,
  quarterRefusal,
  quarterStanding,
} from '../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { PlanMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

export interface Journey {
  readonly quarter: QuarterId
  /** Oldest first. */
  readonly earlierQuarters: readonly QuarterId[]
  readonly connectionIds: readonly string[]
}

export function journeyActivities({ store }: Pick<ActivityDependencies, 'store'>) {
  return {
    /** Decides which quarters one run of the journey covers. @throws PlanMissingError when the plan lacks the quarter */
    async planJourney(input: { readonly choice: QuarterChoice; readonly asOfAt: Instant }): Promise<Journey> {
      const { plan } = await planInForce(store)
      const quarter = chooseQuarter(input.choice, input.asOfAt, plan)
      const standing = quarterStanding(plan, quarter, input.asOfAt)
      if (standing.kind !== 'planned') throw new PlanMissingError(quarterRefusal(standing))
      const connectionIds = (await listConnections(store)).map(({ connectionId }) => connectionId)
      return { quarter, earlierQuarters: standing.earlierQuarters, connectionIds }
    },
  }
}
