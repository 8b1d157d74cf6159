import { addDays } from '../../domain/instant.ts'
import type { Status, Ticket, TicketEvent, TrackerUser } from '../../domain/ticket.ts'
import { aTicket, at, connectionId, statusEvent, statuses as usualStatuses, worklogEvent } from './ticket.ts'

/** A move: when (a date alone is its morning in Berlin), the status, and who moved it unless it was the assignee. */
type Move = readonly [when: string, statusId: string, actorId?: string]

interface CardChanges extends Partial<Ticket> {
  /** The status that it was created in; defaults to `todo`. */
  readonly first?: string
  readonly parent?: string
}

/** A team's board, filled card by card: tickets in the last status that they were moved to, and what happened on them. */
export class HandmadeBoard {
  readonly statuses: readonly Status[]
  readonly tickets: Ticket[] = []
  readonly events: TicketEvent[] = []

  constructor(more: readonly Status[] = []) {
    this.statuses = [...usualStatuses, ...more]
  }

  card(
    key: string,
    assigneeId: string | null,
    typeName: string,
    moves: readonly Move[],
    changes: CardChanges = {},
  ): void {
    const { first = 'todo', parent, ...rest } = changes
    let from = first
    for (const [when, statusId, actorId] of moves) {
      const event = statusEvent(key, hourOf(when), from, statusId, actorId ?? assigneeId)
      this.events.push({ ...event, eventId: `${this.events.length}` })
      from = statusId
    }
    const status = this.statuses.find((each) => each.statusId === from)
    const lastAt = at(hourOf(moves.at(-1)?.[0] ?? '2026-01-05'))
    this.tickets.push(
      aTicket(key, {
        statusId: from,
        statusName: status?.name ?? from,
        statusCategory: status?.category ?? 'unknown',
        assigneeId,
        typeId: typeName,
        typeName,
        updatedAt: lastAt,
        resolvedAt: status?.category === 'done' ? lastAt : null,
        ...(parent !== undefined && { parentId: `id-${parent}`, parentKey: parent }),
        ...rest,
      }),
    )
  }

  log(key: string, when: string, actorId: string, hours: number): void {
    const event = worklogEvent(key, when.includes('T') ? when : `${when}T15:00`, actorId, hours)
    this.events.push({ ...event, eventId: `${this.events.length}` })
  }
}

function hourOf(when: string): string {
  return when.includes('T') ? when : `${when}T07:00`
}

/** Monday to Friday from a date to another, both included. */
export function weekdays(from: string, to: string): string[] {
  const days: string[] = []
  for (let date = from; date <= to; date = addDays(date, 1))
    if (![0, 6].includes(new Date(date).getUTCDay())) days.push(date)
  return days
}

/** Accounts that match people by their address. */
export function accountsOf(names: readonly string[]): TrackerUser[] {
  return names.map((name) => ({
    connectionId,
    accountId: name,
    displayName: name,
    email: `${name}@company.example`,
    active: true,
    isApp: false,
    timeZone: null,
  }))
}
