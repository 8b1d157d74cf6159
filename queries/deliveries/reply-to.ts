import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { replyToOf } from '../../domain/deliver/reply-to.ts'
import type { Edition } from '../../domain/report/content/edition.ts'

/** Where replies to each of these editions go by the plan, else by the settings; null: to the sender. */
export async function repliesTo(
  store: Store,
  editions: readonly Pick<Edition, 'scope'>[],
  ofSettings: string | null,
): Promise<(string | null)[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  return editions.map(({ scope }) => replyToOf(plan, scope.kind === 'team' ? scope.teamId : null, ofSettings))
}
