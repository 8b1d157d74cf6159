import type { EffortRow } from '../../../domain/effort/effort.ts'
import { effortTable } from './tables.ts'

/** A team's rows of one week. What they share is written and read once: naming each row's fields takes longer than storing it. */
export interface TeamWeek extends Pick<EffortRow, 'teamId' | 'weekStart'> {
  readonly connectionId: string
  readonly ticketIds: string[]
  readonly milliDays: number[]
}

/** The insert of what `teamWeeksOf` makes of rows; which are a run's, and can't be there yet: a key twice is a bug, and fails. */
export function insertOfTeamWeeks(runId: string, teamWeeks: string): string {
  return `insert into ${effortTable.name} (run_id, team_id, week_start, connection_id, ticket_id, milli_days)
    select ${runId}::uuid, "teamId", "weekStart", "connectionId", ticket.*
    from json_to_recordset(${teamWeeks}::json) as week("teamId" text, "weekStart" date, "connectionId" uuid,
        "ticketIds" text[], "milliDays" integer[])
      cross join unnest("ticketIds", "milliDays") as ticket`
}

/** Rows that follow one another and are of one team and week (and connection) as one. */
export function teamWeeksOf(rows: readonly EffortRow[]): TeamWeek[] {
  const weeks: TeamWeek[] = []
  for (const { teamId, weekStart, ticket, milliDays } of rows) {
    const { connectionId, ticketId } = ticket
    const last = weeks.at(-1)
    if (last?.teamId === teamId && last.weekStart === weekStart && last.connectionId === connectionId) {
      last.ticketIds.push(ticketId)
      last.milliDays.push(milliDays)
    } else weeks.push({ teamId, weekStart, connectionId, ticketIds: [ticketId], milliDays: [milliDays] })
  }
  return weeks
}
