import { loadForecasts } from '../../adapters/store/reconcile/forecasts.ts'
import { measuredQuartersAsOf } from '../../adapters/store/reconcile/measured-quarters.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import { baselineCutoffAt } from '../../domain/plan/baseline-start.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { underCurrentId } from '../../domain/plan/team-ids.ts'
import { datesOfQuarter, type QuarterId } from '../../domain/quarter.ts'
import { forecastToHold } from '../../domain/reconcile/forecast/kept.ts'
import { passedQuarters, quartersBefore } from '../../domain/reconcile/forecast/past-quarters.ts'
import {
  type KnownOfQuarter,
  type PromiseWarning,
  promiseWarnings,
} from '../../domain/reconcile/forecast/promises.ts'
import { pastQuarterOf, withCurrentIds } from '../../domain/reconcile/past-quarter.ts'

/** Holds a plan's promises for the quarters that haven't ended against what is known; oldest quarter first. */
export async function planPromises(store: Store, plan: Plan, nowAt: Instant): Promise<PromiseWarning[]> {
  const today = isoOf(nowAt).slice(0, 10)
  const quarters = plan.quarters
    .map(({ quarter }) => quarter)
    .filter((quarter) => datesOfQuarter(quarter, plan).to > today)
    .sort()
  const warnings: PromiseWarning[] = []
  for (const quarter of quarters) {
    warnings.push(...promiseWarnings(plan, await knownOf(store, plan, quarter, nowAt), nowAt))
  }
  return warnings
}

async function knownOf(
  store: Store,
  plan: Plan,
  quarter: QuarterId,
  nowAt: Instant,
): Promise<KnownOfQuarter> {
  const beganAt = baselineCutoffAt(quarter, plan)
  const before = quartersBefore(quarter, plan)
  const datasets = await measuredQuartersAsOf(store, before, nowAt)
  const forecasts = (await loadForecasts(store, [quarter], nowAt)).map((kept) => underCurrentId(plan, kept))
  const kept = Map.groupBy(forecasts, ({ scopeId }) => scopeId)
  return {
    quarter,
    forecasts: [...kept.values()].flatMap((ofScope) => forecastToHold(ofScope, beganAt) ?? []),
    past: passedQuarters(datasets).map((each) => withCurrentIds(each, plan)),
    measured: datasets.map((each) => withCurrentIds(pastQuarterOf(each), plan)),
  }
}
