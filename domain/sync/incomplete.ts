import { dayMs } from '../instant.ts'
import { grouped } from '../text/numbers.ts'
import type { TicketEvent } from '../ticket.ts'

/** The lists of a ticket, and fields that name other records, that a run may be refused. */
const ticketParts = ['history', 'comments', 'worklogs', 'fields'] as const

export type TicketPart = (typeof ticketParts)[number]

/** Up to so many that were not read whole are all asked for by each run; of more, every few minutes, a tracker would notice. */
export const alwaysAskedTickets = 100
/** How long one of more stays without being asked for. A full run asks for all. */
export const longestUnaskedMs = 7 * dayMs

/** The events that a part of a ticket holds. */
export const eventKindsOf: Readonly<Record<TicketPart, readonly TicketEvent['kind'][]>> = {
  history: ['status', 'assignee', 'key'],
  comments: ['comment'],
  worklogs: ['worklog'],
  fields: [],
}

/** Fields of a ticket that name another record: a tracker may fail at that one alone. */
export const ticketReferences = ['assignee', 'creator', 'parent', 'project'] as const

export type TicketReference = (typeof ticketReferences)[number]

/** Fields that a tracker failed to return of a ticket: what is stored of them stays. */
export interface UntoldFields {
  readonly ticketId: string
  readonly fields: readonly TicketReference[]
}

/** A ticket's list that could not be read whole: what is stored of it stays, and later runs ask for it again. */
export interface IncompleteTicket {
  readonly ticketId: string
  readonly part: TicketPart
  /** The end of a sentence about the tracker: "doesn't return it (HTTP 403)". */
  readonly cause: string
}

/** The name of the list of all tickets in scope, as a list that a run may be refused. */
export const listOfTickets = 'list of tickets'

/** A list of the tracker's own that could not be read: the next run reads it whole, whatever changed. */
export interface IncompleteList {
  readonly list: string
  readonly cause: string
}

/** The name of a count of all tickets that is above what the tracker returns: it stands until all are listed anew. */
export const countOfTickets = 'count of tickets'

/** The same of those that changed. */
export const countOfChanges = 'count of changed tickets'

/** The name of the list of accounts: it stands until that is read anew. */
export const listOfPeople = 'list of people'

/** What a tracker counts more than it returns; nothing where it returns all. */
export function uncountedTickets(count: number, of: 'all' | 'changed'): IncompleteList[] {
  const list = of === 'all' ? countOfTickets : countOfChanges
  return count === 0 ? [] : [{ list, cause: `the tracker counts ${grouped(count)} more than it returns` }]
}

/** What a tracker, of an older version or behind a proxy, doesn't have of all that is asked for; nothing where it has all. */
export function absentParts(fields: readonly string[]): IncompleteList[] {
  return fields.length === 0
    ? []
    : [{ list: 'fields', cause: `the tracker has no ${fields.join(', ')} and is read without` }]
}

/** What of a list of the tracker's own can't be understood; nothing where all of it can. */
export function unreadRecords(list: string, count: number): IncompleteList[] {
  return count === 0 ? [] : [{ list, cause: `${grouped(count)} of its records can't be understood` }]
}
