import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { planDiff } from '../../domain/plan/diff.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { PlanChange } from '../../domain/plan/plan-change.ts'
import { type FileProblem, FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { type PlanFindings, planFindings } from './plan-findings.ts'

/** What would become of a plan file's text: why it can't be used, or what an import would change and warn of. */
export type PlanTextCheck =
  | { readonly kind: 'unusable'; readonly problems: readonly FileProblem[] }
  | {
      readonly kind: 'usable'
      readonly plan: Plan
      /** The version in force that it is held against; null where it would be the first. */
      readonly against: string | null
      readonly changes: readonly PlanChange[]
      readonly findings: PlanFindings
    }

/** Checks a plan file's text without storing anything. Rota files that it doesn't hold can't be read from here, and are told as problems. */
export async function checkPlanText(store: Store, text: string, nowAt: Instant): Promise<PlanTextCheck> {
  const read = readText(text)
  if (!('plan' in read)) return { kind: 'unusable', problems: read.problems }
  const { plan } = read
  const inForce = await currentPlan(store)
  return {
    kind: 'usable',
    plan,
    against: inForce?.planVersion ?? null,
    changes: inForce === null ? [] : planDiff(inForce.plan, plan),
    findings: await planFindings(store, plan, { nowAt, before: inForce?.plan ?? null }),
  }
}

function readText(text: string): { readonly plan: Plan } | { readonly problems: readonly FileProblem[] } {
  try {
    return { plan: parsePlanFile(text) }
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    return { problems: error.problems }
  }
}
