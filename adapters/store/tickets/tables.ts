import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import {
  containerSchema,
  formerUserName,
  statusSchema,
  ticketEventKinds,
  ticketSchema,
  trackerUserSchema,
} from '../../../domain/ticket.ts'
import { describeTable } from '../sql/table.ts'

export const statusTable = describeTable('statuses', statusSchema, {
  key: ['connectionId', 'statusId'],
  // A history that names a status tells nothing of its category.
  unknowns: { category: 'unknown' },
})

export const userTable = describeTable('tracker_users', trackerUserSchema, {
  key: ['connectionId', 'accountId'],
  // Trackers show addresses and time zones in their list of users and hide them on tickets.
  // A closed account loses its name there, and keeps the one that we know.
  unknowns: { email: null, timeZone: null, displayName: formerUserName },
})

export const containerTable = describeTable('containers', containerSchema, {
  key: ['connectionId', 'containerId'],
})

export const ticketTable = describeTable('tickets', ticketSchema, {
  key: ['connectionId', 'ticketId'],
  documents: {
    customFields: {
      what: "a ticket's custom fields",
      advice: 'run "plumbline sync --full" to read the tickets anew',
    },
  },
})

const contextReading = z.object({
  connectionId: uuid,
  ticketId: text,
  /** By our clock. */
  triedAt: instant,
  /** Not shown: it is gone, or hidden from the account. */
  outcome: z.enum(['read', 'not_shown', 'not_understood']),
})

/** When a parent outside the chosen projects or teams was last asked for. */
export type ContextReading = Immutable<z.infer<typeof contextReading>>

export const contextReadingTable = describeTable('context_readings', contextReading, {
  key: ['connectionId', 'ticketId'],
})

const ticketKey = z.object({ connectionId: uuid, ticketId: text, key: text })

/** A key that a ticket has or had. */
export type TicketKey = Immutable<z.infer<typeof ticketKey>>

export const ticketKeyTable = describeTable('ticket_keys', ticketKey, {
  key: ['connectionId', 'ticketId', 'key'],
})

/** An event of any kind; what its values are depends on the kind. */
const eventRow = z.object({
  connectionId: uuid,
  ticketId: text,
  kind: z.enum(ticketEventKinds),
  eventId: text,
  happenedAt: instant,
  actorId: text.nullable(),
  fromValue: text.nullable(),
  toValue: text.nullable(),
  loggedSeconds: wholeNumber.nullable(),
  recordedAt: instant.nullable(),
})

export type EventRow = Immutable<z.infer<typeof eventRow>>

/** Its key has the kind in it: trackers number comments, worklogs and changes each by a sequence of its own. */
export const eventTable = describeTable('ticket_events', eventRow, {
  key: ['connectionId', 'ticketId', 'kind', 'eventId'],
})
