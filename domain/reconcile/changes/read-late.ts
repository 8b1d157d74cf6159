import type { Instant } from '../../instant.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../ticket.ts'
import { readUntilLookup } from '../verdicts/staleness.ts'
import type { QuarterInputs } from './inputs.ts'

/** From when on what happened on a connection wasn't known when the report was mailed, but is by now; by connection. */
export type ReadLate = ReadonlyMap<string, Instant>

/** The connections that were stale in the mailed figures and were read since. */
export function readLateOf(mailed: QuarterInputs, present: QuarterInputs): ReadLate {
  const readUntil = readUntilLookup(mailed.connections, mailed.asOfAt)
  return new Map(
    present.connections.flatMap(({ connectionId, syncedAt }) => {
      const fromAt = readUntil(connectionId)
      return fromAt !== null && syncedAt !== null && syncedAt > fromAt ? [[connectionId, fromAt]] : []
    }),
  )
}

/**
 * The mailed inputs as they would have been, had those connections been read: how far their tickets had come by the present records,
 * and the tickets that were new. What a ticket is (its type, labels, place and parent) has no history, and stays as mailed.
 * @param endAt see `historiesEndAt`
 */
export function withReadLate(mailed: QuarterInputs, present: QuarterInputs, endAt: Instant): QuarterInputs {
  const late = readLateOf(mailed, present)
  if (late.size === 0) return mailed
  const syncedAt = new Map(present.connections.map((each) => [each.connectionId, each.syncedAt]))
  const known = new Map(mailed.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const there = new Map(present.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const isNew = (ticket: Ticket) => {
    const fromAt = late.get(ticket.connectionId)
    const isLate = fromAt !== undefined && ticket.createdAt >= fromAt && ticket.createdAt < endAt
    return isLate && !known.has(ticketRefKey(ticket))
  }
  return {
    ...mailed,
    connections: mailed.connections.map((each) =>
      late.has(each.connectionId) ? { ...each, syncedAt: syncedAt.get(each.connectionId) ?? null } : each,
    ),
    tickets: [
      ...mailed.tickets.map((was) => {
        const is = late.has(was.connectionId) ? there.get(ticketRefKey(was)) : undefined
        return is === undefined || is === was ? was : { ...was, ...standingOf(is) }
      }),
      ...present.tickets.filter(isNew),
    ],
  }
}

function standingOf(ticket: Ticket) {
  const { statusId, statusName, statusCategory, resolutionId, resolutionName } = ticket
  const { assigneeId, resolvedAt, archivedAt, updatedAt } = ticket
  return {
    ...{ statusId, statusName, statusCategory, resolutionId, resolutionName },
    ...{ assigneeId, resolvedAt, archivedAt, updatedAt },
  }
}

/** Of a ticket's present events, those that weren't read when the report was mailed. */
export function eventsReadLate(
  events: readonly TicketEvent[],
  fromAt: Instant,
  endAt: Instant,
): TicketEvent[] {
  return events.filter(({ happenedAt }) => happenedAt >= fromAt && happenedAt < endAt)
}
