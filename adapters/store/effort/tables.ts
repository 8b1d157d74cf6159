import type { CapacityRow, EffortRow, SecondOpinionRow } from '../../../domain/effort/effort.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { TableShape } from '../sql/table.ts'

interface OfRun {
  readonly runId: string
}

export const effortTable: TableShape<OfRun & Omit<EffortRow, 'ticket'> & TicketRef> = {
  table: 'effort_rows',
  key: ['runId', 'teamId', 'weekStart', 'connectionId', 'ticketId'],
  columns: {
    runId: 'uuid',
    teamId: 'text',
    weekStart: 'date',
    connectionId: 'uuid',
    ticketId: 'text',
    milliDays: 'integer',
  },
}

export const capacityTable: TableShape<OfRun & CapacityRow> = {
  table: 'capacity_rows',
  key: ['runId', 'teamId', 'weekStart'],
  columns: {
    runId: 'uuid',
    teamId: 'text',
    weekStart: 'date',
    workingMilliDays: 'integer',
    absenceMilliDays: 'integer',
    onCallMilliDays: 'integer',
    attributedMilliDays: 'integer',
    unattributedMilliDays: 'integer',
  },
}

export const secondOpinionTable: TableShape<OfRun & Omit<SecondOpinionRow, 'ticket'> & TicketRef> = {
  table: 'second_opinion_rows',
  key: ['runId', 'teamId', 'connectionId', 'ticketId', 'measure'],
  columns: {
    runId: 'uuid',
    teamId: 'text',
    connectionId: 'uuid',
    ticketId: 'text',
    measure: 'text',
    amount: 'double precision',
  },
}
