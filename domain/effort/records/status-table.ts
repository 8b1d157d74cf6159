import { comparable } from '../../comparable.ts'
import type { Status, StatusCategory } from '../../ticket.ts'
import type { MeasuredTicket } from '../effort.ts'

/** What a connection's statuses mean, by id and never by name; only waiting goes by name. */
export interface StatusTable {
  /** `unknown` for an id that the tracker no longer lists, unless it is the ticket's present one. */
  readonly categoryOf: (ticket: MeasuredTicket, statusId: string | null) => StatusCategory
  readonly isWaiting: (ticket: MeasuredTicket, statusId: string | null) => boolean
}

/** Indexes statuses; names of waiting statuses are compared as all words are. */
export function statusTable(statuses: readonly Status[], waitingStatusNames: readonly string[]): StatusTable {
  const waiting = new Set(waitingStatusNames.map(comparable))
  const waits = (name: string) => waiting.has(comparable(name))
  // By connection first: this is asked several times an event, and a joined key would be made each time.
  const listed = new Map<
    string,
    Map<string, { readonly category: StatusCategory; readonly waits: boolean }>
  >()
  for (const { connectionId, statusId, category, name } of statuses) {
    const ofConnection =
      listed.get(connectionId) ??
      new Map<string, { readonly category: StatusCategory; readonly waits: boolean }>()
    listed.set(connectionId, ofConnection.set(statusId, { category, waits: waits(name) }))
  }
  const find = (ticket: MeasuredTicket, statusId: string | null) =>
    statusId === null ? undefined : listed.get(ticket.connectionId)?.get(statusId)
  return {
    categoryOf: (ticket, statusId) => {
      const known = find(ticket, statusId)?.category
      return known ?? (statusId === ticket.statusId ? ticket.statusCategory : 'unknown')
    },
    isWaiting: (ticket, statusId) => {
      const known = find(ticket, statusId)?.waits
      return known ?? (statusId === ticket.statusId && waits(ticket.statusName))
    },
  }
}
