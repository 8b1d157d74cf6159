import type { Instant } from '../../domain/instant.ts'
import type { Status, StatusCategory, TicketEvent } from '../../domain/ticket.ts'

export interface NamedStatus {
  /** The tracker's name, or its id where the status is unknown. */
  readonly name: string
  /** Null where the status is unknown. */
  readonly category: StatusCategory | null
}

/** When a ticket's status, key and assignment changed; names no people. */
export type HistoryEntry = { readonly at: Instant } & (
  | { readonly kind: 'created' }
  /** Null where the tracker gave none. */
  | { readonly kind: 'status'; readonly from: NamedStatus | null; readonly to: NamedStatus | null }
  | { readonly kind: 'assignee'; readonly change: 'assigned' | 'reassigned' | 'unassigned' }
  | { readonly kind: 'key'; readonly fromKey: string; readonly toKey: string }
)

/** A ticket's history from its events, in their order. */
export function historyOf(events: readonly TicketEvent[], statuses: readonly Status[]): HistoryEntry[] {
  const byId = new Map(statuses.map((status) => [status.statusId, status]))
  const named = (statusId: string | null): NamedStatus | null => {
    if (statusId === null) return null
    const status = byId.get(statusId)
    return { name: status?.name ?? statusId, category: status?.category ?? null }
  }
  return events.flatMap((event) => entryOf(event, named) ?? [])
}

/** Null for any other kind of event. */
function entryOf(
  event: TicketEvent,
  named: (statusId: string | null) => NamedStatus | null,
): HistoryEntry | null {
  const at = event.happenedAt
  switch (event.kind) {
    case 'status':
      return { at, kind: 'status', from: named(event.fromStatusId), to: named(event.toStatusId) }
    case 'assignee':
      return { at, kind: 'assignee', change: assigneeChange(event.fromId, event.toId) }
    case 'key':
      return { at, kind: 'key', fromKey: event.fromKey, toKey: event.toKey }
    case 'comment':
    case 'worklog':
      return null
  }
}

function assigneeChange(
  fromId: string | null,
  toId: string | null,
): 'assigned' | 'reassigned' | 'unassigned' {
  if (toId === null) return 'unassigned'
  return fromId === null ? 'assigned' : 'reassigned'
}
