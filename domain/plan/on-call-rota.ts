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

/** More repetitions than a rota of some years has, so that one without an end ends. */
const mostOccurrences = 5000

/**
 * Reads the turns of an on-call rota from iCalendar text (RFC 5545), repetitions and their exceptions included.
 * @param dates the dates of interest
 * @param calendar the team's, in which times without a zone are read
 * @throws RotaFormatError
 */
export function rotaTurnsOf(text: string, dates: DateRange, calendar: Calendar): RotaTurn[] {
  const events = eventsOf(text)
  const candidates = datesOf(dates).map((date) => ({ date, ...workingHoursOf(calendar, date) }))
  return events.flatMap((event) =>
    occurrencesOf(event, dates).map(({ item, startDate, endDate }) => {
      const startAt = instantOf(startDate, zoneOf(item, startDate, calendar))
      const endAt = instantOf(endDate, zoneOf(item, endDate, calendar))
      const covered = candidates.filter((day) =>
        startDate.isDate
          ? isoDateOf(startDate) <= day.date && day.date < isoDateOf(endDate)
          : Math.min(endAt, day.endAt) - Math.max(startAt, day.startAt) >= (day.endAt - day.startAt) / 2,
      )
      return {
        title: item.summary ?? '',
        emailKeys: item.attendees.map((attendee) => emailKey(mailboxOf(attendee.getFirstValue()))),
        dates: covered.map(({ date }) => date),
      }
    }),
  )
}

function eventsOf(text: string): ICAL.Event[] {
  try {
    const root = new ICAL.Component(ICAL.parse(text))
    if (root.name !== 'vcalendar') throw new RotaFormatError('is no iCalendar file')
    const events = root.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
    for (const exception of events.filter((each) => each.isRecurrenceException())) {
      events.find((each) => each.uid === exception.uid && each.isRecurring())?.relateException(exception)
    }
    return events.filter((each) => !each.isRecurrenceException() && each.startDate !== null)
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

function occurrencesOf(event: ICAL.Event, dates: DateRange): Occurrence[] {
  if (!event.isRecurring()) return [{ item: event, startDate: event.startDate, endDate: event.endDate }]
  const found: Occurrence[] = []
  const times = event.iterator()
  for (let count = 0; count < mostOccurrences; count += 1) {
    const next = times.next()
    // The library's types leave out that the end of a repetition is undefined.
    if (!(next instanceof ICAL.Time) || isoDateOf(next) > addDays(dates.to, 1)) break
    found.push(event.getOccurrenceDetails(next))
  }
  return found
}

function instantOf({ year, month, day, hour, minute, second }: ICAL.Time, zone: string): Instant {
  return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone }).toMillis()
}

function zoneOf({ component }: ICAL.Event, time: ICAL.Time, calendar: Calendar): string {
  if (time.zone?.tzid === 'UTC') return 'UTC'
  const named = String(component.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? '')
  return IANAZone.isValidZone(named) ? named : calendar.timeZone
}

function isoDateOf({ year, month, day }: ICAL.Time): LocalDate {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  )
}

function mailboxOf(value: unknown): string {
  return String(value).replace(/^mailto:/i, '')
}
