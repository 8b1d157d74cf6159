import { comparable } from '../../comparable.ts'
import type { Status, StatusCategory, Ticket } from '../../ticket.ts'

/** What a connection's statuses mean, by id and never by name; only waiting goes by name. */
export interface StatusTable {
  /** `unknown` for an id that the tracker no longer lists, unless it is the ticket's present one. */
  readonly categoryOf: (ticket: Ticket, statusId: string | null) => StatusCategory
  readonly isWaiting: (ticket: Ticket, statusId: string | null) => boolean
}

/** Indexes statuses; names of waiting statuses are compared as all words are. */
export function statusTable(statuses: readonly Status[], waitingStatusNames: readonly string[]): StatusTable {
  const waiting = new Set(waitingStatusNames.map(comparable))
  const byId = new Map(statuses.map((status) => [`${status.connectionId}\u0000${status.statusId}`, status]))
  const find = (ticket: Ticket, statusId: string | null) =>
    byId.get(`${ticket.connectionId}\u0000${statusId}`)
  return {
    categoryOf: (ticket, statusId) => {
      const listed = find(ticket, statusId)?.category
      return listed ?? (statusId === ticket.statusId ? ticket.statusCategory : 'unknown')
    },
    isWaiting: (ticket, statusId) => {
      const listed = find(ticket, statusId)?.name
      const name = listed ?? (statusId === ticket.statusId ? ticket.statusName : '')
      return waiting.has(comparable(name))
    },
  }
}
