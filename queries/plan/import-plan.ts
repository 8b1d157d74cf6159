import { versionOf } from '../../adapters/content-version.ts'
import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { lostTeamWarnings, type PlanWarning } from '../../domain/plan/plan-warnings.ts'
import type { PromiseWarning } from '../../domain/reconcile/forecast/promises.ts'
import { type MissingReader, missingReaders } from '../../domain/report/content/missing-readers.ts'
import { planPromises } from '../forecast/promises.ts'
import { type Unmatched, unmatched } from '../people/unmatched.ts'
import { planWarnings } from './plan-warnings.ts'

export interface PlanImported {
  readonly planVersion: string
  readonly missingReaders: readonly MissingReader[]
  readonly unmatched: Unmatched
  /** What it promises beyond what can be expected. */
  readonly promises: readonly PromiseWarning[]
  readonly warnings: readonly PlanWarning[]
}

/**
 * Puts a parsed plan file in force.
 * @param input.texts the plan file's text, and those of the files that it names
 * @returns its version and what it still lacks
 */
export async function importPlan(
  store: Store,
  { texts, plan, nowAt }: { readonly texts: readonly string[]; readonly plan: Plan; readonly nowAt: Instant },
): Promise<PlanImported> {
  const planVersion = versionOf(texts.join('\n'))
  const before = await currentPlan(store)
  await savePlan(store, { planVersion, yaml: texts[0] ?? '', plan, nowAt })
  return {
    planVersion,
    missingReaders: missingReaders(plan),
    unmatched: await unmatched(store, plan),
    promises: await planPromises(store, plan, nowAt),
    warnings: [
      ...(before === null ? [] : lostTeamWarnings(before.plan, plan)),
      ...(await planWarnings(store, plan)),
    ],
  }
}
