import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, timestampOf } from '../sql/rows.ts'
import type { Table } from '../sql/table.ts'
import { capacityTable, effortRunTable, effortTable, secondOpinionTable } from './tables.ts'

/** What a quarter would be measured by now. */
export interface MeasuringToMake {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  /** From when on every day of the quarter is over, wherever its people work. */
  readonly closedAt: Instant
  readonly planVersion: string
  readonly rulesVersion: string
  readonly codeVersion: string
}

const standingRow = z.object({ runId: z.string() })

/**
 * The last measuring of a closed quarter, where measuring it anew would come to the same: it was made after the quarter's end, by
 * the same plan, rules and build; nothing that effort is measured from was changed since, and nothing of it is dated later.
 * Null otherwise.
 */
export async function findStandingRun(
  source: Store,
  make: MeasuringToMake,
): Promise<z.infer<typeof standingRow> | null> {
  return await selectRow(
    source.pool,
    standingRow,
    `select last.run_id as "runId"
     from (select * from ${effortRunTable.name} where quarter = $1 order by run_number desc limit 1) last
       join snapshots s on s.snapshot_number = last.snapshot_number and s.complete
     where last.as_of_at between $2 and $3 and last.rows_pruned_at is null
       and (last.plan_version, last.rules_version, last.code_version) = ($4, $5, $6)
       and not exists (select from earlier_rows e where e.snapshot_number >= last.snapshot_number
         and e.table_name in ('tickets', 'ticket_events', 'statuses', 'tracker_users', 'decisions'))
       and not exists (select from earlier_rows e left join connections c on c.connection_id = e.connection_id
         where e.snapshot_number >= last.snapshot_number and e.table_name = 'connections'
           and ((e.record->>'name', e.record->>'tracker') is distinct from (c.name, c.tracker)
            or (e.record->>'cursor_at')::timestamptz < $2))
       and not exists (select from tickets t
         where greatest(t.created_at, t.updated_at, t.resolved_at, t.archived_at, t.removed_at) > last.as_of_at)
       and not exists (select from ticket_events e where greatest(e.happened_at, e.recorded_at) > last.as_of_at)`,
    [
      make.quarter,
      timestampOf(make.closedAt),
      timestampOf(make.asOfAt),
      make.planVersion,
      make.rulesVersion,
      make.codeVersion,
    ],
  )
}

const sumsRow = z.object({ attributedMilliDays: z.number(), unattributedMilliDays: z.number() })

/** Stores a run's figures once more, as of another instant and made from another state of the tables. @returns its id and sums */
export function copyEffortRun(
  store: Store,
  runId: string,
  as: { readonly asOfAt: Instant; readonly snapshotNumber: number; readonly nowAt: Instant },
): Promise<{ readonly effortRunId: string } & Readonly<z.infer<typeof sumsRow>>> {
  const own = { asOfAt: '$2', savedAt: '$3', snapshotNumber: '$4' }
  return inTransaction(store, async (client) => {
    const head = await selectRow(
      client,
      z.object({ copyId: z.string() }),
      `${copyOf(effortRunTable, own)} returning run_id as "copyId"`,
      [runId, timestampOf(as.asOfAt), timestampOf(as.nowAt), as.snapshotNumber],
    )
    if (head === null) throw new Error('a run was removed while it was copied')
    for (const table of [effortTable, capacityTable, secondOpinionTable])
      await client.query(copyOf(table, { runId: '$2' }), [runId, head.copyId])
    const sums = await selectRow(
      client,
      sumsRow,
      `select coalesce(sum(attributed_milli_days), 0)::float as "attributedMilliDays",
         coalesce(sum(unattributed_milli_days), 0)::float as "unattributedMilliDays"
       from capacity_rows where run_id = $1`,
      [head.copyId],
    )
    if (sums === null) throw new Error('PostgreSQL returned no row for sums')
    return { effortRunId: head.copyId, ...sums }
  })
}

/** The statement that inserts a run's rows (`$1`) once more. @param own parameters that stand in a field's place */
function copyOf(
  { name, columns }: Pick<Table<object>, 'name' | 'columns'>,
  own: Readonly<Record<string, string>>,
): string {
  const copied = [...columns].filter(([field]) => field !== 'runId' || own['runId'] !== undefined)
  const targets = copied.map(([, column]) => column.name)
  const values = copied.map(([field, column]) =>
    own[field] === undefined ? column.name : `${own[field]}::${column.type}`,
  )
  return `insert into ${name} (${targets.join(', ')}) select ${values.join(', ')} from ${name} where run_id = $1`
}
