import { z } from 'zod'
import { type Immutable, localDate, text, wholeNumber } from '../../../domain/fields.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'

const ticketEffort = z.object({
  quarter: text,
  teamId: text,
  /** A Monday. */
  weekStart: localDate,
  milliDays: wholeNumber,
})

/** What one team spent on one ticket in one week, by a quarter's last reconciled measuring. */
export type TicketEffort = Immutable<z.infer<typeof ticketEffort>>

/** The measurings that the last dataset of each quarter was made from, with the teams that have figures of their own in it. */
const latestDatasets = `(select distinct on (quarter) quarter, effort_run_id,
    array(select jsonb_array_elements(dataset->'teams')->>'scopeId') as team_ids
  from reconciliations order by quarter, reconciliation_number desc)`

/** One ticket's effort by teams that have figures of their own, by the last dataset of each quarter, in the order of time. */
export function loadTicketEffort(store: Store, ticket: TicketRef): Promise<TicketEffort[]> {
  return selectRows(
    store.pool,
    ticketEffort,
    `select ${selectList(ticketEffort)}
     from ${latestDatasets} latest join effort_rows e on e.run_id = latest.effort_run_id and e.team_id = any(latest.team_ids)
     where e.connection_id = $1 and e.ticket_id = $2
     order by latest.quarter, e.week_start, e.team_id collate "C"`,
    [ticket.connectionId, ticket.ticketId],
  )
}

/** Whether a ticket has days of a team without figures of its own, in any quarter: how many isn't told. */
export async function hasHiddenEffort(store: Store, ticket: TicketRef): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    z.object({ found: z.boolean() }),
    `select exists (
       select from ${latestDatasets} latest join effort_rows e on e.run_id = latest.effort_run_id
       where e.connection_id = $1 and e.ticket_id = $2 and not e.team_id = any(latest.team_ids)
     ) as found`,
    [ticket.connectionId, ticket.ticketId],
  )
  return row?.found ?? false
}
