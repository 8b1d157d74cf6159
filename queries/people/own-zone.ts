import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { StoredDataError } from '../../adapters/store/sql/stored-data.ts'
import { planZone, readersZones } from '../../domain/deliver/quiet-hours.ts'
import { type Instant, isoOf, type LocalDate } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'

/** The zone of a person's clock, by the plan in force, as their mails go by it; UTC where there is none. */
export function ownZone(store: Store, email: string, nowAt: Instant): Promise<string> {
  return zoneBy(store, (plan) => zonesOf(plan, nowAt)(email))
}

/** The zone by which the days of the plan in force are told; UTC where there is none. */
export function zoneInForce(store: Store): Promise<string> {
  return zoneBy(store, planZone)
}

async function zoneBy(store: Store, zoneOf: (plan: Plan) => string): Promise<string> {
  try {
    const found = await currentPlan(store)
    return found === null ? 'UTC' : zoneOf(found.plan)
  } catch (error) {
    // Who has to put a plan in force that this version reads has to get in.
    if (error instanceof StoredDataError) return 'UTC'
    throw error
  }
}

interface ZonesOfDay {
  readonly date: LocalDate
  readonly zoneOf: (email: string) => string
}

const keptZones = new WeakMap<Plan, ZonesOfDay>()

/** Every page asks: the addresses of a big company take longer to compare than all else on the smallest pages. */
function zonesOf(plan: Plan, nowAt: Instant): (email: string) => string {
  const date = isoOf(nowAt).slice(0, 10)
  const kept = keptZones.get(plan)
  if (kept?.date === date) return kept.zoneOf
  const zoneOf = readersZones(plan, nowAt)
  keptZones.set(plan, { date, zoneOf })
  return zoneOf
}
