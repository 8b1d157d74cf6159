import { listConnections } from '../adapters/store/connections/connections.ts'
import { measuredQuartersAsOf } from '../adapters/store/reconcile/measured-quarters.ts'
import type { Instant } from '../domain/instant.ts'
import {
  chooseQuarter,
  type QuarterChoice,
  quarterRefusal,
  quarterStanding,
} from '../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { olderQuarters, unmeasuredOf } from '../domain/reconcile/forecast/past-quarters.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { PlanMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

export interface Journey {
  readonly quarter: QuarterId
  /** Measured anew, to be compared with; oldest first. */
  readonly earlierQuarters: readonly QuarterId[]
  /** Before those: measured because the forecast reads them and they never were; oldest first. Journeys begun before this have none. */
  readonly olderQuarters?: readonly QuarterId[]
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
      const { earlierQuarters } = standing
      const older = olderQuarters(plan, quarter, earlierQuarters)
      const measured = await measuredQuartersAsOf(store, older, input.asOfAt)
      return { quarter, earlierQuarters, olderQuarters: unmeasuredOf(older, measured), connectionIds }
    },
  }
}
