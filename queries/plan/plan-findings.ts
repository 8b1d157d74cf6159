import type { Store } from '../../adapters/store/sql/client.ts'
import { loadUsers } from '../../adapters/store/tickets/tickets.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { lostTeamWarnings, type PlanWarning, staffingWarnings } from '../../domain/plan/plan-warnings.ts'
import type { PromiseWarning } from '../../domain/reconcile/forecast/promises.ts'
import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import { planPromises } from '../forecast/promises.ts'
import { type Unmatched, unmatched } from '../people/unmatched.ts'
import { missingReadersNow } from './missing-readers.ts'
import { planWarnings } from './plan-warnings.ts'

/** What a plan that can be used still lacks, or is odd about it: the same for `plan check`, `plan import` and `doctor`. */
export interface PlanFindings {
  /** Of teams that are there in the running quarter. */
  readonly missingReaders: readonly MissingReader[]
  /** What it promises beyond what can be expected. */
  readonly promises: readonly PromiseWarning[]
  readonly warnings: readonly PlanWarning[]
  readonly unmatched: Unmatched
}

/**
 * Looks at a plan by itself, and holds it against forecasts and what was synced.
 * @param store null where there is none yet: the plan alone is looked at
 * @param before the plan that it takes the place of; null for none
 */
export async function planFindings(
  store: Store | null,
  plan: Plan,
  { nowAt, before = null }: { readonly nowAt: Instant; readonly before?: Plan | null },
): Promise<PlanFindings> {
  const lost = before === null ? [] : lostTeamWarnings(before, plan)
  const missingReaders = missingReadersNow(plan, nowAt)
  if (store === null)
    return {
      ...{ missingReaders, promises: [], warnings: [...lost, ...staffingWarnings(plan)] },
      unmatched: { people: [], accounts: [] },
    }
  const users = await loadUsers(store)
  return {
    missingReaders,
    promises: await planPromises(store, plan, nowAt),
    warnings: [...lost, ...(await planWarnings(store, plan, users))],
    unmatched: await unmatched(store, plan, users),
  }
}
