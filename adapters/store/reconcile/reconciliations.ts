import { z } from 'zod'
import { instant } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import {
  type Reconciliation,
  reconciliationSchema,
} from '../../../domain/reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../../../domain/reconcile/dataset/scope.ts'
import { isPlanless } from '../../../domain/report/content/view.ts'
import type { Store } from '../sql/client.ts'
import { KeptDocuments } from '../sql/kept-documents.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson, sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { readIfOurs, type StoredDocument, storedRow } from '../sql/stored-data.ts'
import { selectList } from '../sql/table.ts'
import { keepForecasts } from './forecasts.ts'

export interface ReconciliationToSave {
  /** The measuring that it was made from. */
  readonly effortRunId: string
  readonly reconciliation: Reconciliation
  /** The state of the tables that it was made from, beside the effort run; null, as by default, where none was kept. */
  readonly snapshotNumber?: number | null
  readonly nowAt: Instant
}

export interface StoredReconciliation {
  readonly reconciliationId: string
  readonly effortRunId: string
  readonly savedAt: Instant
  readonly reconciliation: Reconciliation
}

const headRow = z.object({ reconciliationId: z.string(), effortRunId: z.string(), savedAt: instant })

const idRow = z.object({ reconciliationId: z.string() })

/** Stores a dataset as it is, and keeps its forecasts. @returns its id, a UUID */
export function saveReconciliation(store: Store, save: ReconciliationToSave): Promise<string> {
  return inTransaction(store, async (client) => {
    const reconciliationId = await insertReconciliation(client, save)
    // Last: whoever has changed a table that runs are made from holds up snapshots until the end of the transaction.
    await keepForecasts(client, save.reconciliation)
    return reconciliationId
  })
}

async function insertReconciliation(
  on: Queryable,
  { effortRunId, reconciliation, nowAt, snapshotNumber = null }: ReconciliationToSave,
): Promise<string> {
  const { company, teams } = reconciliation
  const row = await selectRow(
    on,
    idRow,
    `insert into reconciliations (effort_run_id, quarter, dataset, shown_team_ids, outside_team_ids, saved_at, snapshot_number)
     values ($1, $2, $3, $4, $5, $6, $7)
     returning reconciliation_id as "reconciliationId"`,
    [
      effortRunId,
      reconciliation.quarter,
      sanitizeJson(reconciliation).value,
      idsOf(teams),
      isPlanless(company) ? [] : idsOf(teams.filter(isPlanless)),
      timestampOf(nowAt),
      snapshotNumber,
    ],
  )
  if (row === null) throw new Error('PostgreSQL returned no row for an insert')
  return row.reconciliationId
}

function idsOf(scopes: readonly ScopeReconciliation[]): string[] {
  return scopes.map(({ scopeId }) => sanitizeText(scopeId).value)
}

/** A dataset by its id; null for an unknown one. */
export function loadReconciliation(store: Store, reconciliationId: string): Promise<Reconciliation | null> {
  return readDataset(store, reconciliationId, {
    what: "the quarter's figures",
    advice: 'run "plumbline report preview" for that quarter to make them anew',
  })
}

const keptDatasets = new KeptDocuments<Reconciliation>()

/** @param document what a dataset is called that another version stored */
function readDataset(
  store: Store,
  reconciliationId: string,
  document: StoredDocument,
): Promise<Reconciliation | null> {
  return keptDatasets.get(store, reconciliationId, async () => {
    const row = await selectRow(
      store.pool,
      storedRow(z.object({ dataset: reconciliationSchema }), { dataset: document }),
      'select dataset from reconciliations where reconciliation_id = $1',
      [reconciliationId],
    )
    return row?.dataset ?? null
  })
}

const originRow = z.object({
  effortRunId: z.string(),
  savedAt: instant,
  snapshotNumber: z.number().nullable(),
  dataset: z.unknown(),
})

/** A dataset with what it was made from. */
export interface DatasetOrigin extends Omit<z.infer<typeof originRow>, 'dataset'> {
  /** Null where another version stored it. */
  readonly dataset: Reconciliation | null
}

/** A dataset by its id, with what it was made from; null for an unknown id. */
export async function loadOrigin(store: Store, reconciliationId: string): Promise<DatasetOrigin | null> {
  const row = await selectRow(
    store.pool,
    originRow,
    `select effort_run_id as "effortRunId", saved_at as "savedAt", snapshot_number as "snapshotNumber", dataset
     from reconciliations where reconciliation_id = $1`,
    [reconciliationId],
  )
  return row && { ...row, dataset: readIfOurs(reconciliationSchema, row.dataset) }
}

/** The last saved dataset of a quarter, with its id; null where there is none. */
export async function latestReconciliation(
  store: Store,
  quarter: QuarterId,
): Promise<StoredReconciliation | null> {
  const head = await selectRow(
    store.pool,
    headRow,
    `select ${selectList(headRow)} from reconciliations where quarter = $1
     order by reconciliation_number desc limit 1`,
    [quarter],
  )
  if (head === null) return null
  const reconciliation = await readDataset(store, head.reconciliationId, figuresOf(quarter))
  if (reconciliation === null) throw new Error('a dataset was removed while it was read')
  return { ...head, reconciliation }
}

const quarterRow = z.object({ quarter: z.string() })

/** The quarters that have figures, newest first. */
export async function measuredQuarters(store: Store): Promise<QuarterId[]> {
  const rows = await selectRows(
    store.pool,
    quarterRow,
    'select distinct quarter collate "C" as quarter from reconciliations order by quarter desc',
  )
  return rows.map(({ quarter }) => quarter)
}

function figuresOf(quarter: QuarterId): StoredDocument {
  return {
    what: `the figures of ${quarter}`,
    advice: `run "plumbline report preview --quarter ${quarter}" to make them anew`,
  }
}
