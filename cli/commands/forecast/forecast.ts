import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { isoOf } from '../../../domain/instant.ts'
import { exportedRows } from '../../../queries/exports/rows.ts'
import { forecasts, type ScopeForecast } from '../../../queries/forecast/forecast.ts'
import { findQuarter } from '../../../queries/plan/find-quarter.ts'
import { writerOf } from '../../../wording/report/export-format.ts'
import { defineAction } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import { findScope } from '../../output/find-scope.ts'
import { measuredFigures } from '../../output/measured-figures.ts'
import { forecastLines } from './text.ts'

const input = z.object({
  team: z.string().optional(),
  quarter: z.string().optional(),
  measure: z.boolean().default(false),
  format: z.enum(['table', 'csv']),
  forExcel: z.string().optional(),
  json: z.boolean().default(false),
})

/** `plumbline forecast`. */
export const showForecast = defineAction(
  input,
  async (session, { team, quarter, measure, forExcel = null, json, ...options }) => {
    const format = forExcel === null ? options.format : 'csv'
    if (json && format === 'csv')
      throw new UsageError('--json prints one document: leave --format and --for-excel out')
    const store = await session.store()
    const found = await findQuarter(store, quarter, session.now())
    if (found === null) throw new PlanMissingError()
    const { scopes, ...made } = await measuredFigures(session, found, {
      isMeasuredAnew: measure,
      query: forecasts,
    })
    const shown = team === undefined ? scopes : [await findScope(store, team, found, scopes)]
    if (format === 'csv') {
      const rows = Readable.from(rowsOf(store, shown))
      await pipeline(rows, writerOf('csv', 'forecasts', forExcel), session.terminal.stdout, {
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
      lines: forecastLines(
        { ...made, scopes: shown },
        { isOneTeam: team !== undefined, timeZone: session.terminal.timeZone },
      ),
    }
  },
)

async function* rowsOf(store: Store, scopes: readonly ScopeForecast[]) {
  const shown = new Set(scopes.map(({ scopeId }) => scopeId))
  const [quarter = null] = scopes.map(({ forecast }) => forecast.quarter)
  for await (const row of exportedRows(store, { what: 'forecasts', quarter })) {
    if ('scope' in row && typeof row.scope === 'string' && shown.has(row.scope)) yield row
  }
}
