import type { DateRange, Instant } from '../../instant.ts'
import { compareTexts } from '../../text/text-order.ts'
import type { EffortResult } from '../effort.ts'
import type { Records } from './person-records.ts'
import type { Closing } from './timeline.ts'

/** A ticket that a team closed in the period. */
export interface ClosedTicket {
  readonly ticket: number
  readonly teamId: string
  /** In progress for less than a minute before it was closed: its work left no trace. */
  readonly neverInProgress: boolean
}

/** Time in progress below which a ticket was only dragged across the board. */
const seenAfterMs = 60_000

/**
 * The leaves that were moved to done in the period and still were done at its end (or as-of instant), each
 * with the team of its assignee then, else of who closed it. Only what was delivered: what was dropped is no output, and
 * that nobody worked on it hides nothing. The ticket's outcome is that of its last closing.
 *
 * @param cutAt end of the period or the as-of instant, whichever is first
 * @param closerOf the team and local date of an account at an instant; null for accounts that match nobody
 */
export function closedTicketsOf(
  records: Records,
  period: DateRange,
  cutAt: Instant,
  closerOf: (connectionId: string, accountId: string, at: Instant) => { teamId: string; date: string } | null,
): ClosedTicket[] {
  const closed: ClosedTicket[] = []
  for (const [number, ticket] of records.tickets.entries()) {
    if (records.isLeaf[number] !== true) continue
    const closing = records.closings[number]?.findLast(({ closedAt }) => closedAt < cutAt)
    if (closing === undefined || (closing.reopenedAt !== null && closing.reopenedAt < cutAt)) continue
    if (closing.reopenedAt === null && ticket.outcome === 'dropped') continue
    const closer = accountsOf(closing)
      .map((accountId) => closerOf(ticket.connectionId, accountId, closing.closedAt))
      .find((found) => found !== null)
    if (closer === undefined || closer.date < period.from || closer.date >= period.to) continue
    closed.push({ ticket: number, teamId: closer.teamId, neverInProgress: closing.seenMs < seenAfterMs })
  }
  return closed
}

function accountsOf({ assigneeId, actorId }: Closing): string[] {
  return [assigneeId, actorId].filter((accountId) => accountId !== null)
}

/** Closed tickets per team, in the order of team ids, and how many of them were never seen in progress. */
export function countClosed(closed: readonly ClosedTicket[]): EffortResult['closed'] {
  const counts = new Map<string, { teamId: string; tickets: number; neverInProgress: number }>()
  for (const { teamId, neverInProgress } of closed) {
    const count = counts.get(teamId) ?? { teamId, tickets: 0, neverInProgress: 0 }
    count.tickets += 1
    if (neverInProgress) count.neverInProgress += 1
    counts.set(teamId, count)
  }
  return [...counts.values()].sort((a, b) => compareTexts(a.teamId, b.teamId))
}
