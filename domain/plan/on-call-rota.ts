import ICAL from 'ical.js'
import { workingHoursOf } from '../calendar.ts'
import { type DateRange, datesOf, type LocalDate } from '../instant.ts'
import { emailKey } from '../text/email.ts'
import type { Calendar } from './plan.ts'
import { clockOfZone } from './rota/clock.ts'
import { RotaFormatError } from './rota/format-error.ts'
import { occurrencesOf } from './rota/occurrences.ts'

/** One turn of a rota as its calendar has it. */
export interface RotaTurn {
  readonly title: string
  /** Keys of the e-mail addresses of those whose turn it is; empty where only the title names somebody. */
  readonly emailKeys: readonly string[]
  /** Dates on which the turn takes at least half of the working hours, whether or not they are worked. */
  readonly dates: readonly LocalDate[]
}

/**
 * Reads the turns of an on-call rota from iCalendar text (RFC 5545), repetitions and their exceptions included. What was cancelled,
 * and who declined, is left out.
 * @param dates the dates of interest
 * @param calendar the team's, in which times without a zone are read
 * @throws RotaFormatError
 */
export function rotaTurnsOf(text: string, dates: DateRange, calendar: Calendar): RotaTurn[] {
  const candidates = datesOf(dates).map((date) => ({ date, ...workingHoursOf(calendar, date) }))
  return occurrencesOf(eventsOf(text), dates, clockOfZone(calendar.timeZone))
    .sort((a, b) => a.startAt - b.startAt)
    .map(({ event, isDates, startDate, endDate, startAt, endAt }) => {
      const covered = candidates.filter((day) =>
        isDates
          ? startDate <= day.date && day.date < endDate
          : Math.min(endAt, day.endAt) - Math.max(startAt, day.startAt) >= (day.endAt - day.startAt) / 2,
      )
      return {
        title: event.summary ?? '',
        emailKeys: event.attendees
          .filter((attendee) => attendee.getFirstParameter('partstat')?.toUpperCase() !== 'DECLINED')
          .map((attendee) => emailKey(mailboxOf(attendee.getFirstValue()))),
        dates: covered.map(({ date }) => date),
      }
    })
}

function eventsOf(text: string): ICAL.Event[] {
  const components = parsed(text).getAllSubcomponents('vevent')
  for (const component of components)
    for (const property of component.getAllProperties()) if (timesRead.has(property.name)) read(property)
  // Unless told, the library gives each event the exceptions of all others.
  return components
    .map((component) => new ICAL.Event(component, { exceptions: [] }))
    .filter((event) => event.startDate !== null)
}

/** Some programs write a date without saying that it is one (`DTSTART:20260504`). */
const bareDate =
  /^((?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;(?!VALUE=)[^:;\r\n]*)*)(:\d{8}(?:,\d{8})*[ \t]*)$/gim

function parsed(text: string): ICAL.Component {
  const readable = text.replace(/^\ufeff/, '').replaceAll(bareDate, '$1;VALUE=DATE$2')
  const root = orFormatError(() => new ICAL.Component(ICAL.parse(readable)), 'is no iCalendar file')
  if (root.name !== 'vcalendar') throw new RotaFormatError('is no iCalendar file')
  return root
}

const timesRead = new Set(['dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'exdate', 'recurrence-id'])

/** The library reads a value when it is first asked for. */
function read(property: ICAL.Property): void {
  orFormatError(
    () => property.getValues(),
    `has a value of ${property.name.toUpperCase()} that can't be read`,
  )
}

/** The library throws its own class for syntax, and plain errors for values that it can't read. */
function orFormatError<T>(readFile: () => T, message: string): T {
  try {
    return readFile()
  } catch (error) {
    if (error instanceof Error) throw new RotaFormatError(message, { cause: error })
    throw error
  }
}

function mailboxOf(value: unknown): string {
  return String(value).replace(/^mailto:/i, '')
}
