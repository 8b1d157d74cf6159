import { compareTexts } from '../text/text-order.ts'
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
  readonly #teams = new Map<string, Record<SecondOpinion, Map<number, number>>>()

  addClosed({ ticket, teamId }: ClosedTicket, points: number | null): void {
    const team = this.#teamOf(teamId)
    add(team.tickets_closed, ticket, 1)
    add(team.points_closed, ticket, points ?? 0)
  }

  /**
   * @param isLeaf whether the ticket of a number is no epic and has no children
   * @param partOfDay the part of the person's day that is this team's; below 1 for people in several at once
   */
  addDay({ day, touches }: DayTouches, isLeaf: (ticket: number) => boolean, partOfDay = 1): void {
    const team = this.#teamOf(day.teamId)
    const held = touches.filter((touch) => touch.presentShare > 0 && isLeaf(touch.ticket))
    const availableDays = day.availableMilliDays / 1000
    for (const { ticket, presentShare, presentForDays } of held) {
      add(team.equal_split, ticket, availableDays / held.length)
      const counted = presentForDays < progressCapDays && availableDays > 0
      add(team.time_in_progress, ticket, counted ? presentShare * partOfDay : 0)
    }
    for (const { ticket, loggedDays } of touches) add(team.worklogs, ticket, loggedDays * partOfDay)
  }

  /** Ordered by team, measure and ticket id. */
  rows(ticketOf: (number: number) => TicketRef | undefined): SecondOpinionRow[] {
    return [...this.#teams]
      .sort(([a], [b]) => compareTexts(a, b))
      .flatMap(([teamId, team]) =>
        secondOpinions.flatMap((measure) => rowsOf(team[measure], teamId, measure, ticketOf)),
      )
  }

  #teamOf(teamId: string): Record<SecondOpinion, Map<number, number>> {
    const known = this.#teams.get(teamId)
    if (known !== undefined) return known
    const team = {
      tickets_closed: new Map(),
      points_closed: new Map(),
      equal_split: new Map(),
      time_in_progress: new Map(),
      worklogs: new Map(),
    }
    this.#teams.set(teamId, team)
    return team
  }
}

function rowsOf(
  amounts: ReadonlyMap<number, number>,
  teamId: string,
  measure: SecondOpinion,
  ticketOf: (number: number) => TicketRef | undefined,
): SecondOpinionRow[] {
  return [...amounts]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, amount]) => {
      const ticket = ticketOf(number)
      if (ticket === undefined) return []
      const { connectionId, ticketId } = ticket
      return [{ teamId, ticket: { connectionId, ticketId }, measure, amount }]
    })
}

function add(amounts: Map<number, number>, ticket: number, amount: number): void {
  if (amount > 0) amounts.set(ticket, (amounts.get(ticket) ?? 0) + amount)
}
