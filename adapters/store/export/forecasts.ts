import { isoOf } from '../../../domain/instant.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { underCurrentId } from '../../../domain/plan/team-ids.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { MeasuredQuarter } from '../../../domain/reconcile/dataset/measured-quarter.ts'
import { promisableOf } from '../../../domain/reconcile/forecast/promisable.ts'
import { hasShares, pastQuarterOf, withCurrentIds } from '../../../domain/reconcile/past-quarter.ts'
import { loadAllForecasts } from '../reconcile/forecasts.ts'
import { measuredQuartersAsOf } from '../reconcile/measured-quarters.ts'
import { currentPlan } from '../reconcile/plans.ts'
import type { Store } from '../sql/client.ts'

/** A forecast as it was made, beside what came; days are person-days, shares 0..1 of the days available. */
export interface ForecastExport {
  readonly quarter: QuarterId
  /** `company`, or a team's id as it is now. */
  readonly scope: string
  /** When the figures were of that it was made from, ISO 8601. */
  readonly as_of: string
  readonly known_quarters: number
  readonly available_person_days: number
  readonly ktlo_share: number
  readonly low_share: number
  readonly high_share: number
  readonly promisable_person_days: number
  readonly low_person_days: number
  readonly high_person_days: number
  /** Null until the quarter has closed. */
  readonly came_share: number | null
}

/** Every forecast that was kept, by the quarter that it is of, scope and time. */
export async function* exportForecasts(store: Store): AsyncGenerator<ForecastExport> {
  const plan = (await currentPlan(store))?.plan ?? { teams: [] }
  const kept = (await loadAllForecasts(store)).map((each) => underCurrentId(plan, each))
  const quarters = [...new Set(kept.map(({ quarter }) => quarter))]
  const datasets = await measuredQuartersAsOf(store, quarters, null)
  const came = new Map(datasets.filter(isClosed).flatMap((dataset) => sharesThatCame(dataset, plan)))
  for (const forecast of kept) {
    const { quarter, scopeId, availableMilliDays, ktloShare, lowShare, highShare } = forecast
    const left = promisableOf(availableMilliDays, ktloShare, { lowShare, highShare })
    yield {
      quarter,
      scope: scopeId,
      as_of: isoOf(forecast.asOfAt),
      known_quarters: forecast.knownQuarters,
      available_person_days: availableMilliDays / 1000,
      ktlo_share: ktloShare,
      low_share: lowShare,
      high_share: highShare,
      promisable_person_days: left.milliDays / 1000,
      low_person_days: left.lowMilliDays / 1000,
      high_person_days: left.highMilliDays / 1000,
      came_share: came.get(`${quarter} ${scopeId}`) ?? null,
    }
  }
}

function isClosed({ state }: MeasuredQuarter): boolean {
  return state === 'closed'
}

function sharesThatCame(
  dataset: MeasuredQuarter,
  plan: Pick<Plan, 'teams'>,
): (readonly [key: string, share: number])[] {
  return withCurrentIds(pastQuarterOf(dataset), plan)
    .scopes.filter(hasShares)
    .map(({ scopeId, shares }) => [`${dataset.quarter} ${scopeId}`, shares.ktlo])
}
