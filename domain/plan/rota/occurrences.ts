import ICAL from 'ical.js'
import { addDays, type DateRange } from '../../instant.ts'
import { type Clock, dateOfWall, type WallMs, wallOfDate, wallOfValue } from './clock.ts'
import { RotaFormatError } from './format-error.ts'
import { type Occurrence, TimedEvent } from './timed-event.ts'

/**
 * When a file's events take place, in no order: repetitions and their exceptions as far as the dates go, and without what was
 * cancelled. What an exception stands for is found by its instant: the library compares what is written, in whatever zone.
 * @param teamClock by which times without a zone are read
 * @throws RotaFormatError
 */
export function occurrencesOf(
  events: readonly ICAL.Event[],
  dates: DateRange,
  teamClock: Clock,
): Occurrence[] {
  const timed = events.map((event) => new TimedEvent(event, teamClock))
  const exceptions = timed.filter(({ event }) => event.isRecurrenceException())
  const exceptionsOf = Map.groupBy(exceptions, ({ event }) => event.uid)
  return timed
    .filter(({ event }) => !changesFuture(event))
    .flatMap((each) =>
      each.event.isRecurring()
        ? repeated(each, exceptionsOf.get(each.event.uid) ?? [], dates)
        : [each.occurrenceAt(each.startWall)],
    )
    .filter(({ event }) => !isCancelled(event))
    .map(refuseNegativeLength)
}

function refuseNegativeLength(occurrence: Occurrence): Occurrence {
  const { event, startAt, endAt } = occurrence
  if (endAt < startAt) throw new RotaFormatError(`ends "${event.summary ?? ''}" before it begins`)
  return occurrence
}

/** The repetitions that no exception stands for: one is an event of its own, wherever it was moved to, with or without them. */
function repeated(series: TimedEvent, exceptions: readonly TimedEvent[], dates: DateRange): Occurrence[] {
  // By whatever clock.
  const firstWall = wallOfDate(addDays(dates.from, -1))
  const changes = exceptions.flatMap((change) => {
    const [replaced] = wallsOf(series, change, 'recurrence-id')
    return replaced === undefined ? [] : { change, replaced }
  })
  const single = changes.filter(({ change }) => !changesFuture(change.event))
  const excepted = [...wallsOf(series, series, 'exdate'), ...single.map(({ replaced }) => replaced)]
  const exceptedWalls = new Set(excepted.filter(({ isDate }) => !isDate).map(({ wall }) => wall))
  const exceptedDates = new Set(excepted.filter(({ isDate }) => isDate).map(({ wall }) => dateOfWall(wall)))
  const lasting = changes
    .filter(({ change }) => changesFuture(change.event))
    .toSorted((a, b) => a.replaced.wall - b.replaced.wall)
  return [...series.starts(dates.to)]
    .filter(([wall]) => !exceptedWalls.has(wall) && !exceptedDates.has(dateOfWall(wall)))
    .map(([wall, lengthMs = series.lengthMs]) => {
      const latest = lasting.findLast(({ replaced }) => replaced.wall <= wall)
      if (latest === undefined) return { each: series, startWall: wall, lengthMs }
      const { change, replaced } = latest
      const startWall = change.startWall + wall - replaced.wall
      return { each: change, startWall, lengthMs: change.lengthMs }
    })
    .filter(({ startWall, lengthMs }) => startWall + lengthMs >= firstWall)
    .map(({ each, startWall, lengthMs }) => each.occurrenceAt(startWall, lengthMs))
}

/** Times in an event's property by the clock of a series; for a series of dates, each is a date. */
function wallsOf(
  series: TimedEvent,
  event: TimedEvent,
  name: 'exdate' | 'recurrence-id',
): { readonly wall: WallMs; readonly isDate: boolean }[] {
  return event.valuesOf(name).flatMap(({ value, property }) => {
    if (!(value instanceof ICAL.Time)) return []
    const asWritten = wallOfValue(value)
    // Midnight in UTC is how some programs write a date.
    const isDate = value.isDate || (series.isDates && wallOfDate(dateOfWall(asWritten)) === asWritten)
    return { wall: isDate ? asWritten : series.wallOf(value, property), isDate: isDate || series.isDates }
  })
}

/** Whether it is an exception that also holds for all repetitions after it. */
function changesFuture(event: ICAL.Event): boolean {
  return event.isRecurrenceException() && event.modifiesFuture()
}

function isCancelled({ component }: ICAL.Event): boolean {
  return String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED'
}
