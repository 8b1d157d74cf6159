import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'
import { workingHoursOf } from '../calendar.ts'
import { emailKey } from '../email.ts'
import { addDays, type DateRange, datesOf, type Instant, type LocalDate } from '../instant.ts'
import type { Calendar } from './plan.ts'

/** One turn of a rota as its calendar has it. */
export interface RotaTurn {
  readonly title: string
  /** Keys of the e-mail addresses of those whose turn it is; empty where only the title names somebody. */
  readonly emailKeys: readonly string[]
  /** Dates on which the turn takes at least half of the working hours, whether or not they are worked. */
  readonly dates: readonly LocalDate[]
}

/** A text that is no iCalendar. */
export class RotaFormatError extends Error {
  override readonly name = 'RotaFormatError'
}

/** A turn a day for fifty years; a rule that makes more of them is refused, not cut. */
const mostOccurrences = 20_000

/**
 * Reads the turns of an on-call rota from iCalendar text (RFC 5545), repetitions and their exceptions included. What was cancelled,
 * and who declined, is left out.
 * @param dates the dates of interest
 * @param calendar the team's, in which times without a zone are read
 * @throws RotaFormatError
 */
export function rotaTurnsOf(text: string, dates: DateRange, calendar: Calendar): RotaTurn[] {
  const events = eventsOf(text)
  const candidates = datesOf(dates).map((date) => ({ date, ...workingHoursOf(calendar, date) }))
  const turns = events.flatMap((event) =>
    occurrencesOf(event, dates).map(({ item, startDate, endDate }) => ({
      ...{ item, startDate, endDate },
      startAt: instantOf(startDate, item, 'dtstart', calendar),
      endAt: instantOf(endDate, item, 'dtend', calendar),
    })),
  )
  return turns
    .sort((a, b) => a.startAt - b.startAt)
    .map(({ item, startDate, endDate, startAt, endAt }) => {
      const covered = candidates.filter((day) =>
        startDate.isDate
          ? isoDateOf(startDate) <= day.date && day.date < isoDateOf(endDate)
          : Math.min(endAt, day.endAt) - Math.max(startAt, day.startAt) >= (day.endAt - day.startAt) / 2,
      )
      return {
        title: item.summary ?? '',
        emailKeys: item.attendees
          .filter((attendee) => attendee.getFirstParameter('partstat')?.toUpperCase() !== 'DECLINED')
          .map((attendee) => emailKey(mailboxOf(attendee.getFirstValue()))),
        dates: covered.map(({ date }) => date),
      }
    })
}

function eventsOf(text: string): ICAL.Event[] {
  try {
    const root = new ICAL.Component(ICAL.parse(text))
    if (root.name !== 'vcalendar') throw new RotaFormatError('is no iCalendar file')
    const events = root.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
    for (const exception of events.filter((each) => each.isRecurrenceException())) {
      events.find((each) => each.uid === exception.uid && each.isRecurring())?.relateException(exception)
    }
    return events.filter((each) => each.startDate !== null && !changesFuture(each))
  } catch (error) {
    // The library throws its own class for syntax, and plain errors for values that it can't read.
    if (error instanceof Error) throw new RotaFormatError('is no iCalendar file', { cause: error })
    throw error
  }
}

interface Occurrence {
  readonly item: ICAL.Event
  readonly startDate: ICAL.Time
  readonly endDate: ICAL.Time
}

/** A changed repetition is an event of its own, wherever it was moved to, and may stand in a file without what it repeats. */
function occurrencesOf(event: ICAL.Event, dates: DateRange): Occurrence[] {
  if (isCancelled(event)) return []
  if (!event.isRecurring()) return [{ item: event, startDate: event.startDate, endDate: event.endDate }]
  const from = addDays(dates.from, -1 - Math.ceil(event.duration.toSeconds() / 86_400))
  const found: Occurrence[] = []
  const times = event.iterator()
  for (let count = 0; count < mostOccurrences; count += 1) {
    const next = times.next()
    // The library's types leave out that the end of a repetition is undefined.
    if (!(next instanceof ICAL.Time) || isoDateOf(next) > addDays(dates.to, 1))
      return found.filter(({ item }) => !isCancelled(item))
    if (isoDateOf(next) < from) continue
    const occurrence = event.getOccurrenceDetails(next)
    if (occurrence.item === event || changesFuture(occurrence.item)) found.push(occurrence)
  }
  throw new RotaFormatError(
    `repeats "${event.summary ?? ''}" too often to be read: begin it later, or less often`,
  )
}

/** Whether it is an exception that also holds for all repetitions after it. */
function changesFuture(event: ICAL.Event): boolean {
  return event.isRecurrenceException() && event.modifiesFuture()
}

function isCancelled({ component }: ICAL.Event): boolean {
  return String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED'
}

/** A time in UTC, in the zone that it names (by its IANA name, or as the file defines it), else in the team's. */
function instantOf(
  time: ICAL.Time,
  { component }: ICAL.Event,
  property: 'dtstart' | 'dtend',
  calendar: Calendar,
): Instant {
  const { year, month, day, hour, minute, second, zone } = time
  const written = component.getFirstProperty(property) ?? component.getFirstProperty('dtstart')
  const named = written?.getFirstParameter('tzid')
  const ianaName = zone?.tzid === 'UTC' ? 'UTC' : named === undefined ? calendar.timeZone : ianaNameIn(named)
  if (ianaName !== null)
    return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: ianaName }).toMillis()
  if (zone?.tzid !== named)
    throw new RotaFormatError(`has times in a zone that it doesn't define: "${named}"`)
  return time.toUnixTime() * 1000
}

/** Some programs write a path before the name: `/freeassociation.sourceforge.net/Europe/Berlin`. */
function ianaNameIn(named: string): string | null {
  const parts = named.split('/')
  return (
    parts.map((_, index) => parts.slice(index).join('/')).find((name) => IANAZone.isValidZone(name)) ?? null
  )
}

function isoDateOf({ year, month, day }: ICAL.Time): LocalDate {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  )
}

function mailboxOf(value: unknown): string {
  return String(value).replace(/^mailto:/i, '')
}
