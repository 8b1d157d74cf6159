import { Readable } from 'node:stream'
import { exportedRows } from '../../queries/exports/rows.ts'
import { lastFigures } from '../../queries/reports/drafts.ts'
import { regionOf } from '../../wording/report/excel.ts'
import { writerOf } from '../../wording/report/export-format.ts'
import { missing } from '../http/answer.ts'
import { definePage } from '../http/page.ts'

/** The same rows as `plumbline export reconciliation`, for the Excel of a region where one is named. */
export const figuresCsv = definePage(
  'GET /reports/:quarter/figures/export',
  async ({ parts, param, query }) => {
    const figures = await lastFigures(parts.store, param('quarter'))
    if (figures === null) return missing
    const { quarter } = figures
    const rows = Readable.from(exportedRows(parts.store, { what: 'reconciliation', quarter }))
    return {
      kind: 'download',
      fileName: `plumbline-figures-${quarter}.csv`,
      contentType: 'text/csv; charset=utf-8',
      body: rows.compose(writerOf('csv', 'reconciliation', regionOf(query('region') ?? ''))),
    }
  },
)
