import type { StatusMap } from '../../classify/status-map.ts'
import type { Instant } from '../../instant.ts'
import type { TicketEvent } from '../../ticket.ts'
import type { EffortSettings, MeasuredTicket } from '../effort.ts'
import { type ActOnTicket, isAct } from './acts.ts'
import { inOrder } from './history.ts'
import { type Closing, type ProgressSpan, timelineOf } from './timeline.ts'

/** An act of work on a ticket, and whose the ticket was just then (account ids). */
export interface Act extends ActOnTicket {
  readonly kind: 'status' | 'comment'
  readonly assigneeId: string | null
  /** See `Timeline`; only of comments. */
  readonly ownerId: string | null
}

/** Time logged on a ticket, by an account. */
export interface LoggedTime {
  readonly actorId: string | null
  readonly loggedAt: Instant
  readonly loggedSeconds: number
}

/** What is kept of a ticket's history up to the as-of instant: a tenth of its events' memory. */
export interface TicketRecord {
  readonly ticket: MeasuredTicket
  readonly spans: readonly ProgressSpan[]
  readonly closings: readonly Closing[]
  /** The creation and whatever happened by people's hands but for comments, in any order. */
  readonly signsAt: readonly Instant[]
  readonly acts: readonly Act[]
  readonly logs: readonly LoggedTime[]
}

/** Reads histories one by one, each event once, so that nobody must hold those of all tickets at the same time. */
export function ticketReader({
  asOfAt,
  statusMap,
  isMachineAccount,
}: EffortSettings): (ticket: MeasuredTicket, events: readonly TicketEvent[]) => TicketRecord {
  return (ticket, events) => {
    const byMachine = ({ connectionId, actorId }: TicketEvent) =>
      actorId !== null && isMachineAccount(connectionId, actorId)
    return recordOf(ticket, inOrder(events), statusMap, asOfAt, byMachine)
  }
}

function recordOf(
  ticket: MeasuredTicket,
  history: readonly TicketEvent[],
  statusMap: StatusMap,
  asOfAt: Instant,
  byMachine: (event: TicketEvent) => boolean,
): TicketRecord {
  const timeline = timelineOf(ticket, history, statusMap, asOfAt)
  const signsAt: Instant[] = [ticket.createdAt]
  const acts: Act[] = []
  const logs: LoggedTime[] = []
  for (const event of history) {
    const { kind, connectionId, ticketId, actorId, happenedAt } = event
    if (happenedAt > asOfAt) continue
    // Nobody knew of it then.
    if (event.kind === 'worklog' && event.recordedAt !== null && event.recordedAt > asOfAt) continue
    // What puts a ticket into progress or into somebody's hands counts from there, by whatever machine or bulk edit.
    const isHandling = kind === 'status' || kind === 'assignee'
    if (isHandling || (kind !== 'comment' && !byMachine(event))) signsAt.push(happenedAt)
    if (kind === 'worklog') logs.push({ actorId, loggedAt: happenedAt, loggedSeconds: event.loggedSeconds })
    if (!isAct(event)) continue
    acts.push({
      kind: event.kind,
      connectionId,
      ticketId,
      actorId,
      happenedAt,
      assigneeId: timeline.assigneeAt(happenedAt),
      ownerId: kind === 'comment' ? timeline.ownerAt(happenedAt) : null,
    })
  }
  return { ticket, spans: timeline.spans, closings: timeline.closings, signsAt, acts, logs }
}
