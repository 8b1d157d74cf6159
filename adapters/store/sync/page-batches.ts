import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import type { TicketPage } from '../../trackers/tracker.ts'
import { namedAccounts } from '../accounts/new-accounts.ts'
import { type Batch, batchOf } from '../sql/upsert.ts'
import { eventRowOf } from '../tickets/events.ts'
import {
  containerTable,
  eventTable,
  statusTable,
  type TicketKey,
  ticketKeyTable,
  ticketTable,
  userTable,
} from '../tickets/tables.ts'
import { type SanitizedPage, sanitizePage } from './sanitize-page.ts'

/** A page as it is stored: what of it fits the tables, and its batches. */
export interface PageBatches extends SanitizedPage {
  readonly page: TicketPage
  readonly ticketIds: readonly string[]
  /** The accounts that tickets, events and users name. */
  readonly accountIds: ReadonlySet<string>
  readonly batches: {
    readonly statuses: Batch
    readonly users: Batch
    readonly containers: Batch
    readonly named: Batch
    readonly tickets: Batch
    readonly events: Batch
  }
  readonly keys: Batch
}

/** Prepares a page for the store, without the database: the one page can be prepared while the one before is stored. */
export function batchesOf(page: TicketPage): PageBatches {
  const sanitized = sanitizePage(page)
  const { tickets, events } = sanitized
  return {
    ...sanitized,
    page,
    ticketIds: tickets.map((ticket) => ticket.ticketId),
    accountIds: namedAccounts(page),
    batches: {
      statuses: batchOf(statusTable, page.statuses),
      users: batchOf(userTable, page.users),
      containers: batchOf(containerTable, page.containers),
      named: batchOf(userTable, page.named ?? []),
      tickets: batchOf(ticketTable, tickets),
      events: batchOf(eventTable, events.map(eventRowOf)),
    },
    keys: batchOf(ticketKeyTable, keysOf(tickets, events)),
  }
}

/** Keys are only ever added: those tickets have now, and those that their history names. */
export function keysOf(tickets: readonly Ticket[], events: readonly TicketEvent[]): TicketKey[] {
  const keys: TicketKey[] = tickets.map(({ connectionId, ticketId, key }) => ({
    connectionId,
    ticketId,
    key,
  }))
  for (const event of events) {
    if (event.kind !== 'key') continue
    const { connectionId, ticketId } = event
    keys.push({ connectionId, ticketId, key: event.fromKey }, { connectionId, ticketId, key: event.toKey })
  }
  return keys
}
