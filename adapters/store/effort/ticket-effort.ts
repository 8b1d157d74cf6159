import { z } from 'zod'
import type { LocalDate } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'

/** What one team spent on one ticket in one week, by a quarter's last measuring. */
export interface TicketEffort {
  readonly quarter: QuarterId
  readonly teamId: string
  /** A Monday. */
  readonly weekStart: LocalDate
  readonly milliDays: number
}

const ticketEffortRow: z.ZodType<TicketEffort> = z.object({
  quarter: z.string(),
  teamId: z.string(),
  weekStart: z.string(),
  milliDays: z.number(),
})

/** One ticket's effort by the last measuring of each quarter, in the order of time. */
export function loadTicketEffort(store: Store, ticket: TicketRef): Promise<TicketEffort[]> {
  return selectRows(
    store.pool,
    ticketEffortRow,
    `select latest.quarter, e.team_id as "teamId", e.week_start::text as "weekStart", e.milli_days as "milliDays"
     from (select distinct on (quarter) quarter, run_id from effort_runs order by quarter, run_number desc) latest
       join effort_rows e using (run_id)
     where e.connection_id = $1 and e.ticket_id = $2
     order by latest.quarter, e.week_start, e.team_id collate "C"`,
    [ticket.connectionId, ticket.ticketId],
  )
}
