import { heldAddresses, releaseDeliveries } from '../../adapters/store/deliver/quiet-hours.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { quietWaits } from '../../domain/deliver/quiet-hours.ts'
import type { Instant } from '../../domain/instant.ts'

/** Lets mails go that quiet hours hold and the plan in force no longer would: the hours or a reader's clock were changed since. */
export async function releaseHeld(
  store: Store,
  held: { readonly nowAt: Instant; readonly mailIds: readonly string[] },
): Promise<void> {
  const addresses = await heldAddresses(store, held)
  if (addresses.length === 0) return
  const plan = (await currentPlan(store))?.plan
  const waitOf = plan === undefined ? () => null : quietWaits(plan, held.nowAt)
  const released = addresses.filter(({ email, untilAt }) => waitOf(email)?.untilAt !== untilAt)
  await releaseDeliveries(
    store,
    held,
    released.map(({ email }) => email),
  )
}
