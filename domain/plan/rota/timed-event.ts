import ICAL from 'ical.js'
import { addDays, dayMs, type Instant, type LocalDate } from '../../instant.ts'
import { type Clock, clockOf, dateOfWall, type WallMs, wallOfDate, wallOfValue } from './clock.ts'
import { RotaFormatError } from './format-error.ts'

/** One time that an event takes place. */
export interface Occurrence {
  readonly event: ICAL.Event
  /** Of whole dates, from the first up to but without the last. */
  readonly isDates: boolean
  readonly startDate: LocalDate
  readonly endDate: LocalDate
  readonly startAt: Instant
  readonly endAt: Instant
}

/** A turn a day for fifty years; a rule that makes more of them is refused, not cut. */
const mostOccurrences = 20_000

/** An event with the clock by which it begins. */
export class TimedEvent {
  readonly event: ICAL.Event
  readonly startWall: WallMs
  readonly isDates: boolean
  /** By the clock. */
  readonly lengthMs: number
  readonly #clock: Clock

  /**
   * @param teamClock by which times without a zone are read
   * @throws RotaFormatError
   */
  constructor(event: ICAL.Event, teamClock: Clock) {
    const { startDate, endDate, component } = event
    this.event = event
    this.isDates = startDate.isDate
    this.#clock = clockOf(startDate, component.getFirstProperty('dtstart'), teamClock)
    this.startWall = wallOfValue(startDate)
    const lengthMs = this.wallOf(endDate, component.getFirstProperty('dtend')) - this.startWall
    // Of whole days, many programs write the last one as the end, which is none of them.
    this.lengthMs = this.isDates && lengthMs === 0 ? dayMs : lengthMs
  }

  /** A value in whatever zone by this event's clock; a date is its midnight. @param property that the value stands in */
  wallOf(value: ICAL.Time, property: ICAL.Property | null): WallMs {
    const wall = wallOfValue(value)
    if (value.isDate) return wall
    const clock = clockOf(value, property, this.#clock)
    return clock === this.#clock ? wall : this.#clock.wallOf(clock.instantOf(wall))
  }

  /** Takes place as long each time, by the clock. */
  occurrenceAt(startWall: WallMs, lengthMs: number = this.lengthMs): Occurrence {
    const endWall = startWall + lengthMs
    return {
      event: this.event,
      isDates: this.isDates,
      startDate: dateOfWall(startWall),
      endDate: dateOfWall(endWall),
      startAt: this.#clock.instantOf(startWall),
      endAt: this.#clock.instantOf(endWall),
    }
  }

  /** When it begins, each time once, with how long it takes where that differs; up to a date. @throws RotaFormatError */
  starts(lastDate: LocalDate): Map<WallMs, number | undefined> {
    const starts = new Map<WallMs, number | undefined>()
    const rules = this.valuesOf('rrule').map(({ value }) => value)
    if (rules.length === 0) starts.set(this.startWall, undefined)
    for (const rule of rules)
      if (rule instanceof ICAL.Recur)
        for (const wall of this.#repetitions(rule, lastDate)) starts.set(wall, undefined)
    for (const { value, property } of this.valuesOf('rdate')) {
      if (value instanceof ICAL.Period) {
        const startWall = this.wallOf(value.start, property)
        starts.set(startWall, this.wallOf(value.getEnd(), property) - startWall)
      } else if (value instanceof ICAL.Time) starts.set(this.#wallOfAddition(value, property), undefined)
    }
    return starts
  }

  valuesOf(name: string): { readonly value: unknown; readonly property: ICAL.Property }[] {
    return this.event.component
      .getAllProperties(name)
      .flatMap((property) => property.getValues().map((value: unknown) => ({ value, property })))
  }

  /** A date alone is a day more, at the time at which the event begins. */
  #wallOfAddition(value: ICAL.Time, property: ICAL.Property): WallMs {
    const timeOfDay = value.isDate ? this.startWall - wallOfDate(dateOfWall(this.startWall)) : 0
    return this.wallOf(value, property) + timeOfDay
  }

  *#repetitions(rule: ICAL.Recur, lastDate: LocalDate): Generator<WallMs> {
    // The library leaves it out, which makes every week of one.
    if (rule.parts['BYWEEKNO'] !== undefined)
      throw new RotaFormatError(
        `repeats "${this.event.summary ?? ''}" by the numbers of weeks, which can't be read: repeat it every so many weeks`,
      )
    const lastWall = Math.min(this.#untilWall(rule.until), wallOfDate(addDays(lastDate, 1)))
    // The library compares an end in UTC with what a clock shows elsewhere.
    const endless = rule.clone()
    endless.until = null
    const times = endless.iterator(this.event.startDate)
    for (let count = 0; count < mostOccurrences; count += 1) {
      const next: unknown = times.next()
      if (!(next instanceof ICAL.Time) || wallOfValue(next) > lastWall) return
      yield wallOfValue(next)
    }
    throw new RotaFormatError(
      `repeats "${this.event.summary ?? ''}" too often to be read: begin it later, or less often`,
    )
  }

  /** A date as the end of what repeats is one of its days. */
  #untilWall(until: ICAL.Time | null): WallMs {
    if (until === null) return Number.POSITIVE_INFINITY
    return until.isDate
      ? wallOfDate(addDays(dateOfWall(wallOfValue(until)), 1)) - 1
      : this.wallOf(until, null)
  }
}
