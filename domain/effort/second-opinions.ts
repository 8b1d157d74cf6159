import { compareTexts } from '../text-order.ts'
import type { TicketRef } from '../ticket.ts'
import type { DayTouches } from './days/activity-days.ts'
import { type SecondOpinion, type SecondOpinionRow, secondOpinions } from './effort.ts'
import type { ClosedTicket } from './records/closed.ts'

/** Time in progress counts for so many days from the beginning of a person's presence. */
const progressCapDays = 30

/**
 * Measures that others would take, for comparison:
 *
 * - `tickets_closed`: 1 for each ticket closed; `points_closed`: its points, where it has any.
 * - `equal_split`: each available day divided equally among the tickets that the person had in progress.
 * - `time_in_progress`: the part of each working day in progress, a person's first 30 days on a ticket;
 *   tickets side by side each count in full, so this sums to no number of people.
 * - `worklogs`: days logged, on any ticket.
 *
 * Those by time count tickets without children alone: others would not tell when a parent holds work of its own.
 */
export class SecondOpinions {
  readonly #amounts = new Map<
    string,
    { teamId: string; ticket: number; measure: SecondOpinion; amount: number }
  >()

  addClosed({ ticket, teamId }: ClosedTicket, points: number | null): void {
    this.#add(teamId, ticket, 'tickets_closed', 1)
    this.#add(teamId, ticket, 'points_closed', points ?? 0)
  }

  /**
   * @param isLeaf whether the ticket of a number is no epic and has no children
   * @param partOfDay the part of the person's day that is this team's; below 1 for people in several at once
   */
  addDay({ day, touches }: DayTouches, isLeaf: (ticket: number) => boolean, partOfDay = 1): void {
    const held = touches.filter((touch) => touch.presentShare > 0 && isLeaf(touch.ticket))
    const availableDays = day.availableMilliDays / 1000
    for (const { ticket, presentShare, presentForDays } of held) {
      this.#add(day.teamId, ticket, 'equal_split', availableDays / held.length)
      const counted = presentForDays < progressCapDays && availableDays > 0
      this.#add(day.teamId, ticket, 'time_in_progress', counted ? presentShare * partOfDay : 0)
    }
    for (const { ticket, loggedDays } of touches)
      this.#add(day.teamId, ticket, 'worklogs', loggedDays * partOfDay)
  }

  /** Ordered by team, measure and ticket id. */
  rows(ticketOf: (number: number) => TicketRef | undefined): SecondOpinionRow[] {
    return [...this.#amounts.values()]
      .sort(
        (a, b) =>
          compareTexts(a.teamId, b.teamId) ||
          secondOpinions.indexOf(a.measure) - secondOpinions.indexOf(b.measure) ||
          a.ticket - b.ticket,
      )
      .flatMap(({ teamId, ticket: number, measure, amount }) => {
        const ticket = ticketOf(number)
        if (ticket === undefined) return []
        const { connectionId, ticketId } = ticket
        return [{ teamId, ticket: { connectionId, ticketId }, measure, amount }]
      })
  }

  #add(teamId: string, ticket: number, measure: SecondOpinion, amount: number): void {
    if (!(amount > 0)) return
    const key = `${teamId}\u0000${measure}\u0000${ticket}`
    const known = this.#amounts.get(key)
    if (known === undefined) this.#amounts.set(key, { teamId, ticket, measure, amount })
    else known.amount += amount
  }
}
