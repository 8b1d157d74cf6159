import { type Category, categories } from '../../../domain/category.ts'
import type { LocalDate } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'

/** What really became of a part of a person's working day; thousandths of a person-day, whole. */
export interface TrueRow {
  readonly personId: string
  readonly teamId: string
  readonly quarter: QuarterId
  readonly date: LocalDate
  /** Null: time on no ticket. */
  readonly ticket: TicketRef | null
  /** Null without a ticket. */
  readonly category: Category | null
  readonly milliDays: number
}

/** A team's quarter: the parts sum to `workingMilliDays`. */
export interface TrueTeamQuarter {
  readonly teamId: string
  readonly quarter: QuarterId
  /** People × working days × fractions. */
  readonly workingMilliDays: number
  readonly absenceMilliDays: number
  readonly onCallMilliDays: number
  readonly ticketlessMilliDays: number
  readonly milliDays: Readonly<Record<Category, number>>
}

export interface Truth {
  readonly rows: readonly TrueRow[]
  /** In the order of quarters, then of teams. */
  readonly teamQuarters: readonly TrueTeamQuarter[]
}

/** Sums up days as they are lived. */
export class TruthKeeper {
  readonly #rows: TrueRow[] = []
  readonly #sums = new Map<string, Mutable<TrueTeamQuarter>>()

  addAway(teamId: string, quarter: QuarterId, working: number, absence: number, onCall: number): void {
    const sums = this.#sumsOf(teamId, quarter)
    sums.workingMilliDays += working
    sums.absenceMilliDays += absence
    sums.onCallMilliDays += onCall
  }

  addRow(row: TrueRow): void {
    this.#rows.push(row)
    const sums = this.#sumsOf(row.teamId, row.quarter)
    if (row.category === null) sums.ticketlessMilliDays += row.milliDays
    else sums.milliDays[row.category] += row.milliDays
  }

  truth(): Truth {
    const order = (a: TrueTeamQuarter, b: TrueTeamQuarter) =>
      a.quarter === b.quarter ? (a.teamId < b.teamId ? -1 : 1) : a.quarter < b.quarter ? -1 : 1
    return { rows: this.#rows, teamQuarters: [...this.#sums.values()].sort(order) }
  }

  #sumsOf(teamId: string, quarter: QuarterId): Mutable<TrueTeamQuarter> {
    const key = `${quarter} ${teamId}`
    const known = this.#sums.get(key)
    if (known !== undefined) return known
    const sums = {
      teamId,
      quarter,
      workingMilliDays: 0,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      ticketlessMilliDays: 0,
      milliDays: { roadmap: 0, ktlo: 0, reliability: 0 },
    }
    this.#sums.set(key, sums)
    return sums
  }
}

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends Readonly<Record<Category, number>> ? Record<Category, number> : T[K]
}

/** Each category's part of the work on tickets; null where there was none. */
export function trueSharesOf(teamQuarters: readonly TrueTeamQuarter[]): Record<Category, number> | null {
  const sums = { roadmap: 0, ktlo: 0, reliability: 0 }
  for (const { milliDays } of teamQuarters) {
    for (const category of categories) sums[category] += milliDays[category]
  }
  const whole = sums.roadmap + sums.ktlo + sums.reliability
  if (whole === 0) return null
  return {
    roadmap: sums.roadmap / whole,
    ktlo: sums.ktlo / whole,
    reliability: sums.reliability / whole,
  }
}
