import { z } from 'zod'
import type { Bucket } from '../../../domain/category.ts'
import { type Immutable, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'

const teamTicket = z.object({
  connectionId: uuid,
  ticketId: text,
  key: text,
  title: text,
  url: text,
  milliDays: wholeNumber,
})

/** A ticket with what one team spent on it in one quarter. */
export type TeamTicket = Immutable<z.infer<typeof teamTicket>>

/** Which of a team's tickets: of a quarter's last dataset, in one bucket as it was decided last. */
export interface TeamTicketsChoice {
  readonly quarter: QuarterId
  readonly teamId: string
  readonly bucket: Bucket
}

/** Nothing of a team without figures of its own. */
const chosen = `(select e.connection_id, e.ticket_id, sum(e.milli_days)::int as milli_days
  from (select effort_run_id, shown_team_ids from reconciliations where quarter = $1
      order by reconciliation_number desc limit 1) latest
    join effort_rows e on e.run_id = latest.effort_run_id and e.team_id = $2 and $2 = any(latest.shown_team_ids)
    left join decisions d on (d.connection_id, d.ticket_id) = (e.connection_id, e.ticket_id)
  where coalesce(d.category, 'uncategorised') = $3
  group by e.connection_id, e.ticket_id
  having sum(e.milli_days) > 0) worked`

/** One page of them, most days first; those that are no longer stored are left out. */
export function loadTeamTickets(
  store: Store,
  { quarter, teamId, bucket }: TeamTicketsChoice,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<TeamTicket[]> {
  return selectRows(
    store.pool,
    teamTicket,
    `select t.connection_id as "connectionId", t.ticket_id as "ticketId", t.key, t.title, t.url,
       worked.milli_days as "milliDays"
     from ${chosen} join tickets t using (connection_id, ticket_id)
     order by worked.milli_days desc, t.connection_id, t.ticket_id collate "C" offset $4 limit $5`,
    [quarter, teamId, bucket, offset, limit],
  )
}

const total = z.object({ tickets: z.number(), milliDays: z.number() })

/** How many there are, and their days. */
export async function sumTeamTickets(
  store: Store,
  { quarter, teamId, bucket }: TeamTicketsChoice,
): Promise<z.infer<typeof total>> {
  const row = await selectRow(
    store.pool,
    total,
    `select count(*)::int as tickets, coalesce(sum(worked.milli_days), 0)::int as "milliDays"
     from ${chosen} join tickets t using (connection_id, ticket_id)`,
    [quarter, teamId, bucket],
  )
  return row ?? { tickets: 0, milliDays: 0 }
}
