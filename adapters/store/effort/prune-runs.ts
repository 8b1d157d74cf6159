import { dayMs, type Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, timestampOf } from '../sql/rows.ts'

/** A run that is still being reported on, or drafted from, is not older. */
const keptForMs = dayMs

/** What a person was shown or mailed, or may still be. */
const shown = `select reconciliation_id from editions union select reconciliation_id from drift_changes
  union select reconciliation_id from draft_mails union select reconciliation_id from reviews`

/**
 * Removes the rows of a quarter's earlier runs; their heads, weekly sums and datasets stay. The rows stay of: runs of the last day, the
 * quarter's last run and that of its last dataset, those that an edition, a notice, a draft or a review was made from, and those that
 * the dataset of such a run (or any quarter's last dataset) was compared with.
 */
export function pruneEarlierRuns(
  store: Store,
  { quarter, nowAt }: { readonly quarter: QuarterId; readonly nowAt: Instant },
): Promise<void> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query(
      `with datasets as (
         select r.reconciliation_id, r.reconciliation_number, r.quarter, r.effort_run_id, e.as_of_at,
           r.reconciliation_number = max(r.reconciliation_number) over (partition by r.quarter)
             or r.reconciliation_id in (${shown}) as is_kept
         from reconciliations r join effort_runs e on e.run_id = r.effort_run_id),
       kept as (
         select effort_run_id from datasets where quarter = $1 and is_kept
         union
         select compared.effort_run_id from datasets by cross join lateral (
           select effort_run_id from datasets earlier
           where earlier.quarter = $1 and earlier.as_of_at <= by.as_of_at and earlier.reconciliation_number < by.reconciliation_number
           order by earlier.as_of_at desc, earlier.reconciliation_number desc limit 1) compared
         where by.is_kept and by.quarter <> $1
         union
         (select run_id from effort_runs where quarter = $1 order by run_number desc limit 1))
       update effort_runs set rows_pruned_at = $2
       where quarter = $1 and saved_at < $3 and rows_pruned_at is null and run_id not in (select effort_run_id from kept)
       returning run_id`,
      [quarter, timestampOf(nowAt), timestampOf(nowAt - keptForMs)],
    )
    const pruned = [rows.map((row) => Object(row).run_id)]
    await client.query('delete from effort_rows where run_id = any($1::uuid[])', pruned)
    await client.query('delete from second_opinion_rows where run_id = any($1::uuid[])', pruned)
  })
}
