import type { LocalDate } from '../../instant.ts'
import { compareTexts } from '../../text-order.ts'
import type { TicketRef } from '../../ticket.ts'
import type { CapacityRow, EffortRow, MilliDays } from '../effort.ts'
import type { DayTouches } from './activity-days.ts'
import { splitByLargestRemainder } from './largest-remainder.ts'
import { withUnloggedTime } from './logged-types.ts'
import type { PersonDay } from './person-days.ts'
import { ticketWeight } from './weights.ts'

/**
 * The weights of a whole day's tickets, in their order.
 * @param isUnlogged whether the day's person doesn't log the type of a ticket
 */
export function weightsOf(
  day: DayTouches,
  tauOf: (ticket: number) => number,
  isUnlogged: (ticket: number) => boolean,
): number[] {
  return withUnloggedTime(day, tauOf, isUnlogged).map((touch) => ticketWeight(tauOf(touch.ticket), touch))
}

/**
 * Divides a day, or a team's part of one, among its tickets, in their order; the parts are whole and sum to what was available
 * (largest remainder, ties to the lower ticket id), or are all 0 where no ticket explains the day.
 */
export function splitDay({ availableMilliDays }: PersonDay, weights: readonly number[]): MilliDays[] {
  return splitByLargestRemainder(availableMilliDays, weights)
}

/** Sums divided days by team and week; from here on there are no people. */
export class TeamWeeks {
  readonly #effort = new Map<
    string,
    { -readonly [K in keyof EffortRow]: EffortRow[K] } & { number: number }
  >()
  readonly #capacity = new Map<string, { -readonly [K in keyof CapacityRow]: CapacityRow[K] }>()

  addDay(
    dayTouches: DayTouches,
    parts: readonly MilliDays[],
    ticketOf: (number: number) => TicketRef | undefined,
  ): void {
    const { day, touches } = dayTouches
    let attributedMilliDays = 0
    for (const [index, { ticket: number }] of touches.entries()) {
      const milliDays = parts[index] ?? 0
      const ticket = ticketOf(number)
      if (milliDays === 0 || ticket === undefined) continue
      attributedMilliDays += milliDays
      this.#addEffort(day, number, ticket, milliDays)
    }
    this.#addCapacity(day, attributedMilliDays)
  }

  /** Ordered by team, week and ticket id. */
  rows(): EffortRow[] {
    return [...this.#effort.values()]
      .sort((a, b) => compareTeamWeeks(a, b) || a.number - b.number)
      .map(({ teamId, weekStart, ticket, milliDays }) => ({ teamId, weekStart, ticket, milliDays }))
  }

  /** Ordered by team and week. */
  capacity(): CapacityRow[] {
    return [...this.#capacity.values()].sort(compareTeamWeeks)
  }

  #addEffort(day: PersonDay, number: number, ticket: TicketRef, milliDays: MilliDays): void {
    const key = `${day.teamId}\u0000${day.weekStart}\u0000${number}`
    const known = this.#effort.get(key)
    if (known !== undefined) {
      known.milliDays += milliDays
      return
    }
    const { teamId, weekStart } = day
    const { connectionId, ticketId } = ticket
    this.#effort.set(key, { teamId, weekStart, ticket: { connectionId, ticketId }, milliDays, number })
  }

  /** Adds time logged on a day off. */
  addDayOff({ teamId, weekStart }: TeamWeek, loggedMilliDays: MilliDays): void {
    this.#capacityOf(teamId, weekStart).daysOffLoggedMilliDays += loggedMilliDays
  }

  #addCapacity(day: PersonDay, attributedMilliDays: MilliDays): void {
    const sums = this.#capacityOf(day.teamId, day.weekStart)
    sums.workingMilliDays += day.workingMilliDays
    sums.absenceMilliDays += day.absenceMilliDays
    sums.onCallMilliDays += day.onCallMilliDays
    sums.attributedMilliDays += attributedMilliDays
    sums.unattributedMilliDays += day.availableMilliDays - attributedMilliDays
  }

  #capacityOf(teamId: string, weekStart: LocalDate) {
    const key = `${teamId}\u0000${weekStart}`
    const sums = this.#capacity.get(key) ?? {
      teamId,
      weekStart,
      workingMilliDays: 0,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      attributedMilliDays: 0,
      unattributedMilliDays: 0,
      daysOffLoggedMilliDays: 0,
    }
    this.#capacity.set(key, sums)
    return sums
  }
}

interface TeamWeek {
  readonly teamId: string
  readonly weekStart: LocalDate
}

/** Orders by team, then by week. */
function compareTeamWeeks(a: TeamWeek, b: TeamWeek): number {
  return compareTexts(a.teamId, b.teamId) || compareTexts(a.weekStart, b.weekStart)
}
