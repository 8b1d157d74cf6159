import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import type { QuarantinedRecord, TicketPage } from '../../trackers/tracker.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'

/** What of a page fits the tables, and what doesn't and is quarantined, so that it doesn't stop the rest. */
export interface SanitizedPage {
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly quarantined: readonly QuarantinedRecord[]
}

/** PostgreSQL's index rows end at some 2,700 bytes; no tracker has ids or keys near it. */
const maxIdLength = 255
const idFault = `is empty, longer than ${maxIdLength} characters, or holds a NUL`
const maxInteger = 2_147_483_647
const firstInstant = Date.parse('0001-01-01T00:00:00Z')
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')

/** Splits a page into what can be stored and what can't; a quarantined ticket takes its events with it. */
export function sanitizePage(page: TicketPage): SanitizedPage {
  const quarantined = [...page.quarantined]
  const tickets: Ticket[] = []
  for (const ticket of page.tickets) {
    const cause = ticketFault(ticket)
    if (cause === null) tickets.push(ticket)
    else
      quarantined.push(quarantinedRecord(ticket, { recordKind: 'ticket', recordId: ticket.ticketId, cause }))
  }
  const arrived = new Set(page.tickets.map(ticketRefKey))
  const stored = new Set(tickets.map(ticketRefKey))
  const events: TicketEvent[] = []
  for (const event of page.events) {
    const ticket = ticketRefKey(event)
    const cause = arrived.has(ticket) ? eventFault(event) : 'its ticket is not on its page'
    const recordId = `${event.ticketId}/${event.eventId}`
    if (cause !== null) quarantined.push(quarantinedRecord(event, { recordKind: 'event', recordId, cause }))
    else if (stored.has(ticket)) events.push(event)
  }
  return { tickets, events, quarantined }
}

function quarantinedRecord(
  record: Ticket | TicketEvent,
  { recordKind, recordId, cause }: Pick<QuarantinedRecord, 'recordKind' | 'recordId' | 'cause'>,
): QuarantinedRecord {
  return {
    connectionId: record.connectionId,
    recordId: recordId.slice(0, maxIdLength),
    recordKind,
    cause,
    payload: JSON.stringify(record),
  }
}

function ticketFault(ticket: Ticket): string | null {
  const { createdAt, updatedAt, resolvedAt, archivedAt, estimatePoints } = ticket
  for (const [name, at] of Object.entries({ createdAt, updatedAt, resolvedAt, archivedAt })) {
    if (at !== null && !isStorableInstant(at)) return `${name} is no time between the years 1 and 9999`
  }
  if (!isId(ticket.ticketId)) return `ticketId ${idFault}`
  if (!isId(ticket.key)) return `key ${idFault}`
  if (!isInteger(ticket.hierarchyLevel)) return 'hierarchyLevel is no whole number'
  if (estimatePoints !== null && !Number.isFinite(estimatePoints)) return 'estimatePoints is no number'
  return null
}

function eventFault(event: TicketEvent): string | null {
  if (!isStorableInstant(event.happenedAt)) return 'happenedAt is no time between the years 1 and 9999'
  if (!isId(event.eventId)) return `eventId ${idFault}`
  if (event.kind === 'worklog' && !isInteger(event.loggedSeconds)) return 'loggedSeconds is no whole number'
  if (event.kind === 'key' && !(isId(event.fromKey) && isId(event.toKey))) return `a key ${idFault}`
  return null
}

function isStorableInstant(at: number): boolean {
  return at >= firstInstant && at <= lastInstant
}

function isId(text: string): boolean {
  return text.length > 0 && text.length <= maxIdLength && sanitizeText(text).removedCharacters === 0
}

function isInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= maxInteger
}
