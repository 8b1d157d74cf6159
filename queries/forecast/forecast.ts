import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Forecast } from '../../domain/reconcile/dataset/forecast.ts'
import type { Doubt } from '../../domain/reconcile/dataset/verdicts.ts'

/** What can be promised in the quarter after one, by the last figures of that one. */
export interface Forecasts {
  /** The quarter that the figures are of. */
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  /** The company, then teams in the plan's order. */
  readonly scopes: readonly ScopeForecast[]
}

export interface ScopeForecast {
  /** `company`, or a team's id. */
  readonly scopeId: string
  readonly name: string
  readonly forecast: Forecast
  /** Why nothing is called of the quarter; null where something may be. */
  readonly doubt: Doubt | null
}

/** The forecasts of a quarter's last dataset; null where it was never measured. */
export async function forecasts(store: Store, quarter: QuarterId): Promise<Forecasts | null> {
  const latest = await latestReconciliation(store, quarter)
  if (latest === null) return null
  const { asOfAt, company, teams } = latest.reconciliation
  return {
    quarter,
    asOfAt,
    scopes: [company, ...teams].map(({ scopeId, name, forecast, doubt }) => ({
      scopeId,
      name,
      forecast,
      doubt,
    })),
  }
}
