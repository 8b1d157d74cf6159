import type { WorkType } from '../../category.ts'
import type { TypeWeight } from '../effort.ts'
import { Column } from '../records/columns.ts'
import type { DayTouches } from './activity-days.ts'
import type { UnloggedTypes } from './logged-types.ts'

const rounds = 4
const shrinkDays = 10

/** The number of what has no type; types have the numbers from 1. An index below 0 would take the engine ten times as long. */
const noType = 0

/**
 * How much more (or less) of a day each work type takes than presence says: days logged ÷ days attributed (tau in `weights.ts`).
 *
 * - Like with like, a day at a time: what a person logged that day, at most what was available, is held against the same
 *   amount divided by presence alone. With the logs in that division it would say what the logs say whatever presence says, and
 *   leave the days of those who log nothing as wrong as they were. All logged rows count, also on tickets that were never in
 *   progress; a day on which no presence would divide anything is left out.
 * - What a person had of the types that they don't log is left out of the comparison: where people log bugs alone, that bugs
 *   take all of what is logged says nothing of how long they take.
 * - Four rounds of (logged + 10) ÷ (attributed + 10), attributed being what the type would get at weight 1
 *   among the others at theirs: the ten days of doubt pull each weight towards 1 in every round, the more so the fewer logs.
 *
 * Days are added person by person; what is kept of them is a number or two for each of their tickets.
 */
export class LoggedTime {
  readonly #workTypeOf: (ticket: number) => WorkType | null
  readonly #numberOfType = new Map<WorkType, number>()
  /** By number of a type: days logged. */
  readonly #loggedDaysOfType = [0]
  /** By day: how much was logged, at most what was available, and where its rows end. */
  readonly #loggedDays = new Column()
  readonly #rowsEnd = new Column('int32')
  /** By row: of each ticket with presence its type's number, and the presence. */
  readonly #types = new Column('int32')
  readonly #presences = new Column()

  constructor(workTypeOf: (ticket: number) => WorkType | null) {
    this.#workTypeOf = workTypeOf
  }

  /** Adds a person's day; one without a log, without a part that was available, or without presence teaches nothing. */
  addDay({ day, touches }: DayTouches, unloggedTypes: UnloggedTypes): void {
    const rows = touches
      .map((touch) => ({ touch, workType: this.#workTypeOf(touch.ticket) }))
      .filter(({ workType }) => !unloggedTypes.has(workType))
    const logged = rows.reduce((sum, { touch }) => sum + touch.loggedDays, 0)
    const loggedDays = Math.min(logged, day.availableMilliDays / 1000)
    if (loggedDays <= 0 || !rows.some(({ touch }) => touch.presence > 0)) return
    for (const { touch, workType } of rows) {
      const type = this.#typeNumber(workType)
      if (type !== noType)
        this.#loggedDaysOfType[type] =
          (this.#loggedDaysOfType[type] ?? 0) + (loggedDays * touch.loggedDays) / logged
      if (touch.presence === 0) continue
      this.#types.push(type)
      this.#presences.push(touch.presence)
    }
    this.#loggedDays.push(loggedDays)
    this.#rowsEnd.push(this.#presences.length)
  }

  /** The types seen on logging days, by name. */
  weights(): TypeWeight[] {
    const taus = this.#loggedDaysOfType.map(() => 1)
    for (let round = 0; round < rounds; round += 1) {
      const attributed = this.#attribute(taus)
      for (const [type, logged] of this.#loggedDaysOfType.entries()) {
        const attributedAtOne = (attributed[type] ?? 0) / (taus[type] ?? 1)
        taus[type] = (logged + shrinkDays) / (attributedAtOne + shrinkDays)
      }
    }
    return [...this.#numberOfType]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([workType, type]) => ({ workType, tauRatio: taus[type] ?? 1 }))
  }

  #typeNumber(workType: WorkType | null): number {
    if (workType === null) return noType
    const known = this.#numberOfType.get(workType)
    if (known !== undefined) return known
    const number = this.#loggedDaysOfType.length
    this.#numberOfType.set(workType, number)
    this.#loggedDaysOfType.push(0)
    return number
  }

  /** By number of a type: the days that it would get of what was logged. */
  #attribute(taus: readonly number[]): number[] {
    const attributed = taus.map(() => 0)
    let row = 0
    for (let day = 0; day < this.#loggedDays.length; day += 1) {
      const loggedDays = this.#loggedDays.at(day)
      const rowsEnd = this.#rowsEnd.at(day)
      let weightSum = 0
      for (let each = row; each < rowsEnd; each += 1) weightSum += this.#weight(each, taus)
      for (; row < rowsEnd; row += 1) {
        const type = this.#types.at(row)
        if (type !== noType)
          attributed[type] = (attributed[type] ?? 0) + (loggedDays * this.#weight(row, taus)) / weightSum
      }
    }
    return attributed
  }

  #weight(row: number, taus: readonly number[]): number {
    return (taus[this.#types.at(row)] ?? 1) * this.#presences.at(row)
  }
}
