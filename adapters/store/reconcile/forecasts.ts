import { z } from 'zod'
import { type Immutable, instant, text, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'

const forecastRow = z.object({
  quarter: text,
  scopeId: text,
  asOfAt: instant,
  availableMilliDays: wholeNumber,
  knownQuarters: wholeNumber,
  ktloShare: z.number(),
  lowShare: z.number(),
  highShare: z.number(),
})

/** A forecast as it was when it was made, to be held against what comes. */
export type StoredForecast = Immutable<z.infer<typeof forecastRow>>

export const forecastTable = describeTable('forecasts', forecastRow, {
  key: ['quarter', 'scopeId', 'asOfAt'],
})

/** Keeps a dataset's forecasts; those of the same quarter that an earlier run of the same as-of instant made go. */
export async function keepForecasts(
  on: Queryable,
  { asOfAt, company, teams }: Reconciliation,
): Promise<void> {
  const { quarter } = company.forecast
  await on.query('delete from forecasts where quarter = $1 and as_of_at = $2', [quarter, timestampOf(asOfAt)])
  const rows = [company, ...teams].flatMap(({ scopeId, forecast }): StoredForecast[] => {
    const { estimate, availableMilliDays } = forecast
    if (estimate === null || availableMilliDays === null) return []
    const { ktloShare, ktloInterval, knownQuarters } = estimate
    return [{ quarter, scopeId, asOfAt, availableMilliDays, knownQuarters, ktloShare, ...ktloInterval }]
  })
  await insertRows(on, forecastTable, rows)
}

/** The forecasts of some quarters that were made up to an instant, by quarter, scope and time. */
export function loadForecasts(
  store: Store,
  quarters: readonly QuarterId[],
  asOfAt: Instant,
): Promise<StoredForecast[]> {
  return collectRows(
    store,
    forecastRow,
    `${selectFrom(forecastTable)} where quarter = any($1) and as_of_at <= $2
     order by quarter, scope_id collate "C", as_of_at`,
    [quarters, timestampOf(asOfAt)],
  )
}

/** All forecasts of all quarters, in the same order. */
export function loadAllForecasts(store: Store): Promise<StoredForecast[]> {
  return collectRows(
    store,
    forecastRow,
    `${selectFrom(forecastTable)} order by quarter, scope_id collate "C", as_of_at`,
  )
}
