import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { StoredDataError } from '../../adapters/store/sql/stored-data.ts'
import { readersZones } from '../../domain/deliver/quiet-hours.ts'
import type { Instant } from '../../domain/instant.ts'

/** The zone of a person's clock, by the plan in force, as their mails go by it; UTC where there is none. */
export async function ownZone(store: Store, email: string, nowAt: Instant): Promise<string> {
  try {
    const found = await currentPlan(store)
    return found === null ? 'UTC' : readersZones(found.plan, nowAt)(email)
  } catch (error) {
    // Who has to put a plan in force that this version reads has to get in.
    if (error instanceof StoredDataError) return 'UTC'
    throw error
  }
}
