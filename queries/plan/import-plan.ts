import { versionOf } from '../../adapters/content-version.ts'
import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { commandLineActor } from '../sign-in/admins.ts'
import { type PlanFindings, planFindings } from './plan-findings.ts'

export interface PlanImported extends PlanFindings {
  readonly planVersion: string
}

/**
 * Puts a parsed plan file in force.
 * @param input.actor who imports it, for the audit trail
 * @param input.against the version that it was made from, null for none; whichever is in force by default
 * @param input.yaml the plan file's text
 * @returns its version and what it still lacks
 * @throws OvertakenError where another one is in force than it was made from
 */
export async function importPlan(
  store: Store,
  {
    yaml,
    plan,
    nowAt,
    actor = commandLineActor,
    against,
  }: {
    readonly yaml: string
    readonly plan: Plan
    readonly nowAt: Instant
    readonly actor?: string
    readonly against?: string | null
  },
): Promise<PlanImported> {
  const planVersion = versionOf(yaml)
  const before = (await currentPlan(store))?.plan ?? null
  const stored = { planVersion, yaml, plan, nowAt, actor }
  await savePlan(store, { ...stored, ...(against !== undefined && { against }) })
  return { planVersion, ...(await planFindings(store, plan, { nowAt, before })) }
}

/** What an import of the plan would say; null for the store where there is none yet. */
export async function checkPlan(store: Store | null, plan: Plan, nowAt: Instant): Promise<PlanFindings> {
  const before = store === null ? null : ((await currentPlan(store))?.plan ?? null)
  return planFindings(store, plan, { nowAt, before })
}
