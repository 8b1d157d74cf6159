import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { comparable } from '../../../domain/comparable.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { exportedRows } from '../../../queries/exports/rows.ts'
import { type Forecasts, forecasts, type ScopeForecast } from '../../../queries/forecast/forecast.ts'
import { findQuarter } from '../../../queries/plan/find-quarter.ts'
import { teamsWithoutReport } from '../../../queries/reports/left-out.ts'
import { writerOf } from '../../../wording/export-format.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { forecastLines } from './text.ts'

const input = z.object({
  team: z.string().optional(),
  quarter: z.string().optional(),
  measure: z.boolean().default(false),
  format: z.enum(['table', 'csv']),
  json: z.boolean().default(false),
})

/** `plumbline forecast`. */
export const showForecast = defineAction(input, async (session, { team, quarter, measure, format, json }) => {
  if (json && format === 'csv') throw new UsageError('--json prints one document: leave --format out')
  const store = await session.store()
  const found = await findQuarter(store, quarter, session.now())
  if (found === null) throw new PlanMissingError()
  const { scopes, ...made } = await measuredForecasts(session, store, found, measure)
  const shown = team === undefined ? scopes : [await scopeNamed(store, team, found, scopes)]
  if (format === 'csv') {
    const rows = Readable.from(rowsOf(store, shown))
    await pipeline(rows, writerOf('csv', 'forecasts'), session.terminal.stdout, {
      end: false,
      signal: session.signal,
    })
    return { json: null, lines: [] }
  }
  return {
    json: {
      madeOf: made.quarter,
      asOf: isoOf(made.asOfAt),
      scopes: shown.map(({ scopeId, name, forecast }) => ({ scope: scopeId, name, ...forecast })),
    },
    lines: forecastLines({ ...made, scopes: shown }, team !== undefined),
  }
})

/** Those of the quarter's last figures, which are made first if requested or never made before. */
async function measuredForecasts(
  session: Session,
  store: Store,
  quarter: QuarterId,
  measure: boolean,
): Promise<Forecasts> {
  const stored = measure ? null : await forecasts(store, quarter)
  if (stored !== null) return stored
  const { measureStore } = await import('../../../worker/measure.ts')
  session.progress(`measuring ${quarter} …`)
  await measureStore(store, { choice: { quarter }, asOfAt: session.now(), now: session.now })
  const measured = await forecasts(store, quarter)
  if (measured === null) throw new Error(`${quarter} was measured and has no figures`)
  return measured
}

/** @throws NegativeResultError where no team has that id or name, or it has no figures: then with the reason */
async function scopeNamed(
  store: Store,
  team: string,
  quarter: QuarterId,
  scopes: readonly ScopeForecast[],
): Promise<ScopeForecast> {
  const wanted = comparable(team)
  const found =
    scopes.find(({ scopeId }) => scopeId === team) ?? scopes.find(({ name }) => comparable(name) === wanted)
  if (found !== undefined) return found
  const leftOut = await teamsWithoutReport(store, quarter)
  const why =
    leftOut.find(({ teamId }) => teamId === team) ?? leftOut.find(({ name }) => comparable(name) === wanted)
  if (why !== undefined) throw new NegativeResultError(why.reason)
  const ids = scopes.map(({ scopeId }) => scopeId).join(', ')
  throw new NegativeResultError(`no team "${team}" has figures in that quarter; there are: ${ids}`)
}

async function* rowsOf(store: Store, scopes: readonly ScopeForecast[]) {
  const shown = new Set(scopes.map(({ scopeId }) => scopeId))
  const [quarter = null] = scopes.map(({ forecast }) => forecast.quarter)
  for await (const row of exportedRows(store, { what: 'forecasts', quarter })) {
    if ('scope' in row && typeof row.scope === 'string' && shown.has(row.scope)) yield row
  }
}
