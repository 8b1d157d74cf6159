import { workingDaysOf, workingHoursOf } from '../../../domain/calendar.ts'
import type { DateRange, Instant, LocalDate } from '../../../domain/instant.ts'
import type { Calendar } from '../../../domain/plan/plan.ts'

/** Parts that a working day is simulated in. */
export const slotsPerDay = 10
const msPerDay = 86_400_000

/** A team's working days, numbered from 0, and the instants of their parts. */
export class TeamClock {
  readonly dates: readonly LocalDate[]
  readonly #startAts: readonly Instant[]
  readonly #slotMs: readonly number[]

  constructor(calendar: Calendar, range: DateRange) {
    this.dates = workingDaysOf(calendar, range)
    const hours = this.dates.map((date) => workingHoursOf(calendar, date))
    this.#startAts = hours.map(({ startAt }) => startAt)
    this.#slotMs = hours.map(({ startAt, endAt }) => Math.floor((endAt - startAt) / slotsPerDay))
  }

  /** The instant of a part of a day: `slot` is 0..10 and may have a fraction. Days beyond the range are the last. */
  at(day: number, slot: number): Instant {
    const known = Math.max(0, Math.min(day, this.dates.length - 1))
    return (this.#startAts[known] ?? 0) + Math.floor((this.#slotMs[known] ?? 0) * slot)
  }

  /** The number of the last working day that began at or before an instant; 0 for all before. */
  dayOf(at: Instant): number {
    let low = 0
    let high = this.#startAts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#startAts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  /** An instant of working time, so many working days after another (before it, when negative). */
  later(at: Instant, days: number): Instant {
    const day = this.dayOf(at)
    const slotMs = this.#slotMs[day] ?? 1
    const slot = Math.min(slotsPerDay, (at - (this.#startAts[day] ?? 0)) / slotMs)
    const moved = day + slot / slotsPerDay + days
    const whole = Math.floor(moved)
    return this.at(whole, (moved - whole) * slotsPerDay)
  }

  /** The last hour of the week's last working day, at or after an instant. */
  endOfWeek(at: Instant, part: number): Instant {
    let day = this.dayOf(at)
    while (day + 1 < this.dates.length && !this.#isLastOfWeek(day)) day += 1
    return Math.max(at, this.at(day, slotsPerDay - 1 + part))
  }

  /** The same of the last working day of an instant's month. */
  endOfMonth(at: Instant, part: number): Instant {
    let day = this.dayOf(at)
    const monthOf = (each: number) => this.dates[each]?.slice(0, 7)
    while (day + 1 < this.dates.length && monthOf(day + 1) === monthOf(day)) day += 1
    return Math.max(at, this.at(day, slotsPerDay - 1 + part))
  }

  #isLastOfWeek(day: number): boolean {
    return (this.#startAts[day + 1] ?? 0) - (this.#startAts[day] ?? 0) > 2.5 * msPerDay
  }
}
