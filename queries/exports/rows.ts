import { exportAudit } from '../../adapters/store/export/audit.ts'
import { exportForecasts } from '../../adapters/store/export/forecasts.ts'
import { exportReconciliation } from '../../adapters/store/export/reconciliation.ts'
import {
  exportDecisions,
  exportDeliveries,
  exportEffort,
  exportEvents,
  exportTickets,
} from '../../adapters/store/export/tables.ts'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ExportName } from './names.ts'

/** An export, with its quarter where its rows are of one; forecasts and deliveries are of all quarters where none is given. */
export type ExportRequest =
  | { readonly what: 'tickets' | 'events' | 'decisions' }
  /** `actionText` words what is stored as an action. */
  | { readonly what: 'audit'; readonly actionText: (action: string) => string }
  | { readonly what: 'effort' | 'reconciliation'; readonly quarter: QuarterId }
  | { readonly what: 'forecasts' | 'deliveries'; readonly quarter: QuarterId | null }

/** How an export relates to quarters: its rows are of one, may be of one, or are of none. */
export const quarterOfExport = {
  tickets: 'none',
  events: 'none',
  decisions: 'none',
  effort: 'one',
  reconciliation: 'one',
  forecasts: 'optional',
  deliveries: 'optional',
  audit: 'none',
} as const satisfies Readonly<Record<ExportName, 'none' | 'one' | 'optional'>>

/** The rows of an export in their order, as they come from the database. */
export function exportedRows(store: Store, request: ExportRequest): AsyncIterable<object> {
  switch (request.what) {
    case 'tickets':
      return exportTickets(store)
    case 'events':
      return exportEvents(store)
    case 'decisions':
      return exportDecisions(store)
    case 'audit':
      return exportAudit(store, request.actionText)
    case 'effort':
      return exportEffort(store, request.quarter)
    case 'reconciliation':
      return exportReconciliation(store, request.quarter)
    case 'forecasts':
      return ofQuarter(exportForecasts(store), request.quarter)
    case 'deliveries':
      return ofQuarter(exportDeliveries(store), request.quarter)
  }
}

/** Whether a quarter was ever measured, so that its effort and reconciliation can be exported. */
export async function isMeasured(store: Store, quarter: QuarterId): Promise<boolean> {
  return (await latestReconciliation(store, quarter)) !== null
}

async function* ofQuarter<Row extends { readonly quarter: QuarterId }>(
  rows: AsyncIterable<Row>,
  quarter: QuarterId | null,
): AsyncGenerator<Row> {
  for await (const row of rows) {
    if (quarter === null || row.quarter === quarter) yield row
  }
}
