import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import {
  comparedScopeSchema,
  type MeasuredQuarter,
  measuredQuarterSchema,
} from '../../../domain/reconcile/dataset/measured-quarter.ts'
import type { Store } from '../sql/client.ts'
import { KeptDocuments } from '../sql/kept-documents.ts'
import { selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { readIfOurs } from '../sql/stored-data.ts'

/** The columns into which a document is unpacked, once. */
function columnsOf({ shape }: z.ZodObject): string {
  return Object.keys(shape)
    .map((field) => `"${field}" jsonb`)
    .join(', ')
}

/** Arguments of `jsonb_build_object`. */
function pairsOf({ shape }: z.ZodObject, from: string): string {
  return Object.keys(shape)
    .map((field) => `'${field}', ${from}."${field}"`)
    .join(', ')
}

const quarterColumns = columnsOf(measuredQuarterSchema)
// Without the scopes, which would be copied with all that is in them.
const quarterPairs = pairsOf(measuredQuarterSchema.omit({ company: true, teams: true }), 'd')
const scopeOf = (json: string) =>
  `(select jsonb_build_object(${pairsOf(comparedScopeSchema, 'scope')})
    from jsonb_to_record(${json}) as scope (${columnsOf(comparedScopeSchema)}))`

const headRow = z.object({ reconciliationId: z.string() })

/** Two years of quarters, seen from a few. */
const keptQuarters = new KeptDocuments<{ readonly measured: MeasuredQuarter | null }>(24)

/**
 * Quarters as they were known at an instant: of each the dataset of the latest as-of time up to it, or of all times where that is
 * null. Those that another version stored are left out.
 */
export async function measuredQuartersAsOf(
  store: Store,
  quarters: readonly QuarterId[],
  asOfAt: Instant | null,
): Promise<MeasuredQuarter[]> {
  const heads = await selectRows(
    store.pool,
    headRow,
    `select distinct on (r.quarter) r.reconciliation_id as "reconciliationId"
     from reconciliations r join effort_runs on run_id = effort_run_id
     where r.quarter = any($1) and ($2::timestamptz is null or as_of_at <= $2)
     order by r.quarter, as_of_at desc, reconciliation_number desc`,
    [quarters, timestampOf(asOfAt)],
  )
  const found: MeasuredQuarter[] = []
  for (const { reconciliationId } of heads) {
    const kept = await keptQuarters.get(store, reconciliationId, () => readQuarter(store, reconciliationId))
    if (kept !== null && kept.measured !== null) found.push(kept.measured)
  }
  return found
}

const documentRow = z.object({ document: z.unknown() })

async function readQuarter(
  store: Store,
  reconciliationId: string,
): Promise<{ readonly measured: MeasuredQuarter | null } | null> {
  const row = await selectRow(
    store.pool,
    documentRow,
    `select jsonb_build_object(${quarterPairs}, 'company', ${scopeOf('d.company')}, 'teams', (
         select coalesce(jsonb_agg(${scopeOf('team')} order by place), '[]')
         from jsonb_path_query(d.teams, 'lax $[*]') with ordinality as each_team (team, place))) as document
     from reconciliations cross join lateral jsonb_to_record(dataset) as d (${quarterColumns})
     where reconciliation_id = $1`,
    [reconciliationId],
  )
  return row && { measured: readIfOurs(measuredQuarterSchema, row.document) }
}
