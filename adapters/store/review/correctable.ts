import { z } from 'zod'
import { type Bucket, buckets } from '../../../domain/category.ts'
import { wholeNumber } from '../../../domain/fields.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'

const correctable = z.object({
  bucket: z.enum(buckets),
  tickets: wholeNumber,
  milliDays: wholeNumber,
  isOfOthersToo: z.boolean(),
})

/** What a person's decision on a ticket would move of a team's days. */
export interface Correctable {
  /** Where the ticket counts now. */
  readonly bucket: Bucket
  /** The ticket and those below it that follow it, with days of the team. */
  readonly tickets: number
  readonly milliDays: number
  /** Whether other teams have days on them. */
  readonly isOfOthersToo: boolean
}

/**
 * A ticket with all below it that no rule and no person decides on: they follow its category. Of these, the days of one team by a
 * dataset; null where the team has none.
 */
export async function loadCorrectable(
  store: Store,
  { reconciliationId, teamId }: { readonly reconciliationId: string; readonly teamId: string },
  ticket: TicketRef,
): Promise<Correctable | null> {
  const row = await selectRow(
    store.pool,
    correctable,
    `with recursive moved as (
       select connection_id, ticket_id from tickets where connection_id = $1 and ticket_id = $2
       union
       select below.connection_id, below.ticket_id
       from moved join tickets below on below.connection_id = moved.connection_id and below.parent_id = moved.ticket_id
         left join decisions d on (d.connection_id, d.ticket_id) = (below.connection_id, below.ticket_id)
         left join overrides o on (o.connection_id, o.ticket_id) = (below.connection_id, below.ticket_id)
       where o.category is null and coalesce(d.step, '') not in ('override', 'rule'))
     select coalesce(
         (select category from overrides where connection_id = $1 and ticket_id = $2),
         (select category from decisions where connection_id = $1 and ticket_id = $2), 'uncategorised') as bucket,
       (count(distinct e.ticket_id) filter (where e.team_id = $4))::int as tickets,
       coalesce(sum(e.milli_days) filter (where e.team_id = $4), 0)::int as "milliDays",
       coalesce(bool_or(e.team_id <> $4), false) as "isOfOthersToo"
     from reconciliations r join effort_rows e on e.run_id = r.effort_run_id
       join moved on (moved.connection_id, moved.ticket_id) = (e.connection_id, e.ticket_id)
     where r.reconciliation_id = $3 and e.milli_days > 0`,
    [ticket.connectionId, ticket.ticketId, reconciliationId, teamId],
  )
  return row === null || row.milliDays === 0 ? null : row
}
