import { exportScope, type ReconciliationExport } from '../../adapters/store/export/reconciliation.ts'
import { loadReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { findEditionHead } from '../../adapters/store/report/edition-heads.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** The figures that an edition was made from, of its own scope. */
export interface EditionFigures {
  readonly quarter: QuarterId
  readonly rows: Iterable<ReconciliationExport>
}

/** Null for an unknown id, and for an edition whose figures weren't kept. */
export async function editionFigures(store: Store, editionId: string): Promise<EditionFigures | null> {
  const head = await findEditionHead(store, editionId)
  if (head === null || head.reconciliationId === null) return null
  const reconciliation = await loadReconciliation(store, head.reconciliationId)
  if (reconciliation === null) return null
  return { quarter: head.quarter, rows: exportScope(reconciliation, head.scopeKey) }
}
