import type { Instant } from '../../../domain/instant.ts'
import type { Status, TicketEvent } from '../../../domain/ticket.ts'

export interface HistoryEntry {
  readonly at: Instant
  readonly kind: 'status' | 'assignee' | 'key'
  readonly words: string
}

/** When a ticket's status, key and assignment changed; who it was assigned to, or who did it, isn't told. */
export function historyOf(events: readonly TicketEvent[], statuses: readonly Status[]): HistoryEntry[] {
  const names = new Map(statuses.map(({ statusId, name, category }) => [statusId, `${name} (${category})`]))
  const statusName = (statusId: string | null): string =>
    statusId === null ? 'none' : (names.get(statusId) ?? statusId)
  return events.flatMap((event) => entryOf(event, statusName) ?? [])
}

/** Null for what is neither of the three. */
function entryOf(event: TicketEvent, statusName: (statusId: string | null) => string): HistoryEntry | null {
  const at = event.happenedAt
  switch (event.kind) {
    case 'status':
      return {
        at,
        kind: 'status',
        words: `${statusName(event.fromStatusId)} > ${statusName(event.toStatusId)}`,
      }
    case 'assignee':
      return { at, kind: 'assignee', words: assignmentWords(event.fromId, event.toId) }
    case 'key':
      return { at, kind: 'key', words: `${event.fromKey} > ${event.toKey}` }
    case 'comment':
    case 'worklog':
      return null
  }
}

function assignmentWords(fromId: string | null, toId: string | null): string {
  if (toId === null) return 'unassigned'
  return fromId === null ? 'assigned' : 'assigned to somebody else'
}
