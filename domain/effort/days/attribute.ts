import type { LocalDate } from '../../instant.ts'
import { compareTexts } from '../../text/text-order.ts'
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

/** Sums divided days by team and week; from here on there are no people. What lies on tickets that aren't known is unattributed. */
export class TeamWeeks {
  readonly #weeks = new Map<string, Map<LocalDate, WeekSums>>()

  addDay(
    { day, touches, isUnread = false }: DayTouches & { readonly isUnread?: boolean },
    parts: readonly MilliDays[],
    ticketOf: (number: number) => TicketRef | undefined,
  ): void {
    const { capacity, effort } = this.#weekOf(day)
    let attributedMilliDays = 0
    for (const [index, { ticket: number }] of touches.entries()) {
      const milliDays = parts[index] ?? 0
      const ticket = ticketOf(number)
      if (milliDays === 0 || ticket === undefined) continue
      attributedMilliDays += milliDays
      const known = effort.get(number)
      if (known === undefined) effort.set(number, { ticket, milliDays })
      else known.milliDays += milliDays
    }
    capacity.workingMilliDays += day.workingMilliDays
    capacity.absenceMilliDays += day.absenceMilliDays
    capacity.onCallMilliDays += day.onCallMilliDays
    capacity.attributedMilliDays += attributedMilliDays
    capacity.unattributedMilliDays += day.availableMilliDays - attributedMilliDays
    if (isUnread) capacity.unreadMilliDays += day.availableMilliDays - attributedMilliDays
  }

  /** Ordered by team, week and ticket id. */
  rows(): EffortRow[] {
    return this.#inOrder().flatMap(({ capacity: { teamId, weekStart }, effort }) =>
      [...effort]
        .sort(([a], [b]) => a - b)
        .map(
          ([
            ,
            {
              ticket: { connectionId, ticketId },
              milliDays,
            },
          ]) => ({
            teamId,
            weekStart,
            ticket: { connectionId, ticketId },
            milliDays,
          }),
        ),
    )
  }

  /** Ordered by team and week. */
  capacity(): CapacityRow[] {
    return this.#inOrder().map(({ capacity }) => capacity)
  }

  /** Adds time logged on a day off. */
  addDayOff(week: TeamWeek, loggedMilliDays: MilliDays): void {
    this.#weekOf(week).capacity.daysOffLoggedMilliDays += loggedMilliDays
  }

  #inOrder(): WeekSums[] {
    return [...this.#weeks.values()]
      .flatMap((weeks) => [...weeks.values()])
      .sort((a, b) => compareTeamWeeks(a.capacity, b.capacity))
  }

  #weekOf({ teamId, weekStart }: TeamWeek): WeekSums {
    const known = this.#weeks.get(teamId)?.get(weekStart)
    if (known !== undefined) return known
    const weeks = this.#weeks.get(teamId) ?? new Map<LocalDate, WeekSums>()
    const sums: WeekSums = {
      capacity: {
        teamId,
        weekStart,
        workingMilliDays: 0,
        absenceMilliDays: 0,
        onCallMilliDays: 0,
        attributedMilliDays: 0,
        unattributedMilliDays: 0,
        unreadMilliDays: 0,
        daysOffLoggedMilliDays: 0,
      },
      effort: new Map(),
    }
    this.#weeks.set(teamId, weeks.set(weekStart, sums))
    return sums
  }
}

/** A team's week while its days are summed. */
interface WeekSums {
  readonly capacity: { -readonly [K in keyof CapacityRow]: CapacityRow[K] }
  /** By ticket number. */
  readonly effort: Map<number, { readonly ticket: TicketRef; milliDays: MilliDays }>
}

interface TeamWeek {
  readonly teamId: string
  readonly weekStart: LocalDate
}

/** Orders by team, then by week. */
function compareTeamWeeks(a: TeamWeek, b: TeamWeek): number {
  return compareTexts(a.teamId, b.teamId) || compareTexts(a.weekStart, b.weekStart)
}
