import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { replyToOf } from '../../domain/deliver/readers/reply-to.ts'
import { type Edition, readersOf } from '../../domain/report/content/edition.ts'

/** Where replies to an edition go; null: to the sender. */
export interface Replies {
  readonly replyTo: string | null
  /** Readers whose replies go elsewhere, by their own line of the plan. */
  readonly ofReaders: readonly { readonly email: string; readonly replyTo: string | null }[]
}

/** Where replies to each of these editions go by the plan, else by the settings. */
export async function repliesTo(
  store: Store,
  editions: readonly Pick<Edition, 'scope' | 'audience'>[],
  ofSettings: string | null,
): Promise<Replies[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  return editions.map((edition) => {
    const { scope, audience } = edition
    const mail = { teamId: scope.kind === 'team' ? scope.teamId : null, audience }
    const replyTo = replyToOf(plan, { ...mail, readerEmail: null }, ofSettings)
    const readers = plan === null ? [] : readersOf(plan, edition)
    const ofReaders = readers
      .map(({ email }) => ({ email, replyTo: replyToOf(plan, { ...mail, readerEmail: email }, ofSettings) }))
      .filter((reader) => reader.replyTo !== replyTo)
    return { replyTo, ofReaders }
  })
}
