import { setImmediate } from 'node:timers/promises'
import { journeyActivities } from '../activities/journey.ts'
import { classifyActivities } from '../activities/measure/classify.ts'
import { effortActivities } from '../activities/measure/effort.ts'
import { type QuarterReconciled, reconcileActivities } from '../activities/measure/reconcile.ts'
import { buildVersion } from '../adapters/build-version.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterChoice } from '../domain/plan/reportable-quarter.ts'
import { measureQuarters } from '../workflows/measure-quarters.ts'

/**
 * Classifies, measures and reconciles what the store holds, as the journey does but without syncing or mailing: for lookups and
 * exports between journeys.
 * @throws PlanMissingError when there is no plan for the quarter
 */
export async function measureStore(
  store: Store,
  {
    choice,
    asOfAt,
    now,
  }: { readonly choice: QuarterChoice; readonly asOfAt: Instant; readonly now: () => Instant },
): Promise<QuarterReconciled> {
  const dependencies = { store, now, betweenSlices: setImmediate, codeVersion: buildVersion }
  const journey = await journeyActivities(dependencies).planJourney({ choice, asOfAt })
  const activities = {
    ...classifyActivities(dependencies),
    ...effortActivities(dependencies),
    ...reconcileActivities(dependencies),
  }
  return await measureQuarters(activities, { journey, asOfAt }, (_name, work) => work())
}

/** Gives every stored ticket its decision by the rules in force, as the journey does. */
export async function classifyStore(store: Store, now: () => Instant): Promise<void> {
  await classifyActivities({ store, now, betweenSlices: setImmediate }).classifyTickets({})
}
