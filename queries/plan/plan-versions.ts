import {
  currentPlan,
  type ImportedPlanFile,
  listPlans,
  planOfVersion,
} from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { planDiff } from '../../domain/plan/diff.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { PlanChange } from '../../domain/plan/plan-change.ts'

/** An import of a plan, and what it changed. */
export interface PlanVersion {
  readonly planVersion: string
  readonly importedAt: Instant
  /** Against the import before; null for the first one. */
  readonly changes: readonly PlanChange[] | null
}

/** The newest imports, newest first, each with what changed. */
export async function planVersions(store: Store, most: number): Promise<PlanVersion[]> {
  const imports = await listPlans(store, most + 1)
  const plans = new Map<string, Plan>()
  for (const { planVersion } of imports) {
    const found = plans.has(planVersion) ? null : await planOfVersion(store, planVersion)
    if (found !== null) plans.set(planVersion, found.plan)
  }
  return imports.slice(0, most).map((each, index) => {
    const after = plans.get(each.planVersion)
    const before = plans.get(imports[index + 1]?.planVersion ?? '')
    return { ...each, changes: after === undefined || before === undefined ? null : planDiff(before, after) }
  })
}

/**
 * What changed in the plan since a version was in force.
 * @param planVersion null for none
 * @returns null where it can't be told: there was no plan, or the version is unknown
 */
export async function planChangesSince(
  store: Store,
  planVersion: string | null,
): Promise<PlanChange[] | null> {
  const before = planVersion === null ? null : await planOfVersion(store, planVersion)
  const now = await currentPlan(store)
  return before === null || now === null ? null : planDiff(before.plan, now.plan)
}

/** A plan with its file: the named version, or the one in force; null where there is none. */
export async function planFileOf(store: Store, version: string | null): Promise<ImportedPlanFile | null> {
  const planVersion = version ?? (await currentPlan(store))?.planVersion
  return planVersion === undefined ? null : planOfVersion(store, planVersion)
}

/** The version that was in force before this one; null where it was the first. */
export async function versionBefore(store: Store, planVersion: string): Promise<string | null> {
  const imports = await listPlans(store)
  const at = imports.findIndex((each) => each.planVersion === planVersion)
  return at < 0 ? null : (imports[at + 1]?.planVersion ?? null)
}
