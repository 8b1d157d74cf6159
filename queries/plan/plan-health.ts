import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { chooseQuarter } from '../../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type PlanFindings, planFindings } from './plan-findings.ts'

export interface PlanHealth extends PlanFindings {
  readonly plan: Plan
  readonly planVersion: string
  readonly runningQuarter: QuarterId
  readonly isRunningQuarterPlanned: boolean
}

/** How the plan in force fits the running quarter, its readers and the trackers; null before there is one. */
export async function planHealth(store: Store, nowAt: Instant): Promise<PlanHealth | null> {
  const imported = await currentPlan(store)
  if (imported === null) return null
  const { plan, planVersion } = imported
  const runningQuarter = chooseQuarter('running', nowAt, plan)
  return {
    plan,
    planVersion,
    runningQuarter,
    isRunningQuarterPlanned: plan.quarters.some(({ quarter }) => quarter === runningQuarter),
    ...(await planFindings(store, plan, { nowAt })),
  }
}
