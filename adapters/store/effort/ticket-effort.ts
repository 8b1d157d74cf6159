import { z } from 'zod'
import { type Immutable, localDate, text, wholeNumber } from '../../../domain/fields.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'

const ticketEffort = z.object({
  quarter: text,
  teamId: text,
  /** A Monday. */
  weekStart: localDate,
  milliDays: wholeNumber,
})

/** What one team spent on one ticket in one week, by a quarter's last measuring. */
export type TicketEffort = Immutable<z.infer<typeof ticketEffort>>

/** One ticket's effort by the last measuring of each quarter, in the order of time. */
export function loadTicketEffort(store: Store, ticket: TicketRef): Promise<TicketEffort[]> {
  return selectRows(
    store.pool,
    ticketEffort,
    `select ${selectList(ticketEffort)}
     from (select distinct on (quarter) quarter, run_id from effort_runs order by quarter, run_number desc) latest
       join effort_rows e using (run_id)
     where e.connection_id = $1 and e.ticket_id = $2
     order by latest.quarter, e.week_start, e.team_id collate "C"`,
    [ticket.connectionId, ticket.ticketId],
  )
}
