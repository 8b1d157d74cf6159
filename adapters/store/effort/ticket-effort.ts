import { z } from 'zod'
import type { TeamTicketDays } from '../../../domain/classify/rules/effect.ts'
import { type Immutable, localDate, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'

const ticketEffort = z.object({
  quarter: text,
  teamId: text,
  /** A Monday. */
  weekStart: localDate,
  milliDays: wholeNumber,
  /** Whether the team is part of the company's figures: with a plan, or where none has one. */
  isInCompany: z.boolean(),
})

/** What one team spent on one ticket in one week, by a quarter's last reconciled measuring. */
export type TicketEffort = Immutable<z.infer<typeof ticketEffort>>

/** The measurings that the last dataset of each quarter was made from, with the teams that have figures of their own in it. */
const latestDatasets = `(select distinct on (quarter) quarter, effort_run_id, shown_team_ids, outside_team_ids
  from reconciliations order by quarter, reconciliation_number desc)`

/** One ticket's effort by teams that have figures of their own, by the last dataset of each quarter, in the order of time. */
export function loadTicketEffort(store: Store, ticket: TicketRef): Promise<TicketEffort[]> {
  return selectRows(
    store.pool,
    ticketEffort,
    `select ${selectList(ticketEffort.omit({ isInCompany: true }))},
       not e.team_id = any(latest.outside_team_ids) as "isInCompany"
     from ${latestDatasets} latest join effort_rows e on e.run_id = latest.effort_run_id and e.team_id = any(latest.shown_team_ids)
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
       where e.connection_id = $1 and e.ticket_id = $2 and not e.team_id = any(latest.shown_team_ids)
     ) as found`,
    [ticket.connectionId, ticket.ticketId],
  )
  return row?.found ?? false
}

const teamRow = z.object({ teamId: text })

/**
 * The teams that a ticket is of, small ones too, by the last measuring of each quarter: those with days on it; where nobody has any, the
 * one with the most days in its tracker team, or in its project where it has none.
 */
export async function loadTicketTeams(store: Store, ticket: TicketRef): Promise<string[]> {
  const of = [ticket.connectionId, ticket.ticketId]
  const withDays = await selectRows(
    store.pool,
    teamRow,
    `select distinct e.team_id collate "C" as "teamId" from ${latestDatasets} latest join effort_rows e on e.run_id = latest.effort_run_id
     where e.connection_id = $1 and e.ticket_id = $2 and e.milli_days > 0 order by 1`,
    of,
  )
  const teams =
    withDays.length > 0
      ? withDays
      : await selectRows(
          store.pool,
          teamRow,
          `select e.team_id as "teamId" from tickets here
             join tickets beside on beside.connection_id = here.connection_id
               and (beside.team_id = here.team_id or (here.team_id is null and beside.team_id is null and beside.project_id = here.project_id))
             join effort_rows e on (e.connection_id, e.ticket_id) = (beside.connection_id, beside.ticket_id)
             join ${latestDatasets} latest on latest.effort_run_id = e.run_id
           where here.connection_id = $1 and here.ticket_id = $2
           group by e.team_id order by sum(e.milli_days) desc, e.team_id collate "C" limit 1`,
          of,
        )
  return teams.map(({ teamId }) => teamId)
}

const workedTicket = z.object({ connectionId: uuid, ticketId: text })

/** Tickets with days in any of some quarters, by the last dataset of each as of an instant; null where none of them was measured. */
export async function loadWorkedTickets(
  store: Store,
  quarters: readonly QuarterId[],
  asOfAt: Instant,
): Promise<TicketRef[] | null> {
  const runs = await selectRows(
    store.pool,
    z.object({ runId: uuid }),
    `select distinct on (reconciliations.quarter) run_id as "runId"
     from reconciliations join effort_runs on run_id = effort_run_id
     where reconciliations.quarter = any($1) and as_of_at <= $2 and rows_pruned_at is null
     order by reconciliations.quarter, as_of_at desc, reconciliation_number desc`,
    [quarters, timestampOf(asOfAt)],
  )
  if (runs.length === 0) return null
  return await collectRows(
    store,
    workedTicket,
    `select distinct connection_id as "connectionId", ticket_id as "ticketId" from effort_rows
     where run_id = any($1) and milli_days > 0`,
    [runs.map(({ runId }) => runId)],
  )
}

/** What each team spent on each ticket by the measuring of one dataset, whole weeks summed. */
export interface TeamEffort {
  readonly reconciliationId: string
  readonly rows: readonly TeamTicketDays[]
}

const datasetHead = z.object({ reconciliationId: uuid, effortRunId: uuid })

const teamTicketRow: z.ZodType<TeamTicketDays> = z
  .object({ teamId: text, connectionId: uuid, ticketId: text, milliDays: wholeNumber })
  .transform(({ connectionId, ticketId, ...rest }) => ({ ...rest, ticket: { connectionId, ticketId } }))

/** The measuring of the last dataset of the latest quarter that has one; null before the first. */
export async function latestTeamEffort(store: Store): Promise<TeamEffort | null> {
  const head = await selectRow(
    store.pool,
    datasetHead,
    `select ${selectList(datasetHead)} from reconciliations
     order by quarter collate "C" desc, reconciliation_number desc limit 1`,
  )
  if (head === null) return null
  const rows = await collectRows(
    store,
    teamTicketRow,
    `select team_id as "teamId", connection_id as "connectionId", ticket_id as "ticketId",
       sum(milli_days)::int as "milliDays"
     from effort_rows where run_id = $1 group by team_id, connection_id, ticket_id
     order by team_id collate "C", connection_id, ticket_id collate "C"`,
    [head.effortRunId],
  )
  return { reconciliationId: head.reconciliationId, rows }
}
