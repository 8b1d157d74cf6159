import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type QuarterId, quarterOf } from '../../domain/quarter.ts'
import { type MissingReader, missingReaders } from '../../domain/report/content/missing-readers.ts'
import { type Unmatched, unmatched } from '../people/unmatched.ts'

export interface PlanHealth {
  readonly plan: Plan
  readonly planVersion: string
  readonly runningQuarter: QuarterId
  readonly isRunningQuarterPlanned: boolean
  readonly missingReaders: readonly MissingReader[]
  readonly unmatched: Unmatched
}

/** How the plan in force fits the running quarter, its readers and the trackers' people; null before there is one. */
export async function planHealth(store: Store, nowAt: Instant): Promise<PlanHealth | null> {
  const imported = await currentPlan(store)
  if (imported === null) return null
  const { plan, planVersion } = imported
  const runningQuarter = quarterOf(isoOf(nowAt).slice(0, 10), plan)
  return {
    plan,
    planVersion,
    runningQuarter,
    isRunningQuarterPlanned: plan.quarters.some(({ quarter }) => quarter === runningQuarter),
    missingReaders: missingReaders(plan),
    unmatched: await unmatched(store, plan),
  }
}
