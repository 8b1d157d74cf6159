import { addDays, dayMs, type Instant, type LocalDate } from '../../instant.ts'
import type { PersonRecord } from '../records/person-records.ts'
import type { PersonDay, PersonDays } from './person-days.ts'

/** How far back a lump of hours is spread: it is the week that people log at once. */
const spreadDays = 6
const fewestDaysOfLumpOff = 3

/** A log on a weekend, holiday or absence. */
interface OffDayLog {
  readonly ticket: number
  readonly date: LocalDate
  readonly loggedSeconds: number
}

/** What a person logged, by the day that it belongs to. */
export interface PlacedLogs {
  /** Seconds by ticket number, by working date. */
  readonly onDays: ReadonlyMap<LocalDate, ReadonlyMap<number, number>>
  /** Logged on a weekend, holiday or absence. */
  readonly offDays: readonly OffDayLog[]
}

/**
 * Puts each log on the day that was meant.
 *
 * - Where at least half of a person's logs stand at midnight UTC, these carry a date and no time: the date is the UTC one,
 *   also where the local day was still the one before.
 * - Two days' hours or more on one day are a week logged at once: they are spread evenly over that day and the working days
 *   of the six days before it on which the person logged nothing, no more days than the hours fill. A part-timer's days are
 *   as long as their part: which days they work isn't known, so that each is taken for a short one.
 * - Three whole days' hours or more on a day off are such a week too, for nobody works that long in one day: they are spread over
 *   those days before it alone, where there are any.
 *
 * @param personDays all working days from a week before the first log on
 */
export function placeLogs(logs: PersonRecord['logs'], personDays: PersonDays): PlacedLogs {
  const dates = dateReader(logs, personDays)
  const dayOf = new Map(personDays.days.map((day) => [day.date, day]))
  const onDays = new Map<LocalDate, Map<number, number>>()
  const offDays: OffDayLog[] = []
  for (const { ticket, loggedAt, loggedSeconds } of logs) {
    const date = dates(loggedAt)
    if ((dayOf.get(date)?.availableMilliDays ?? 0) === 0) offDays.push({ ticket, date, loggedSeconds })
    else addTo(onDays, date, ticket, loggedSeconds)
  }
  for (const [index, day] of personDays.days.entries()) {
    const lump = onDays.get(day.date)
    if (lump === undefined) continue
    const days = daysFilledBy(lump, index, personDays.days, onDays)
    if (days.length < 2) continue
    for (const { date } of days) {
      onDays.set(date, new Map([...lump].map(([ticket, seconds]) => [ticket, seconds / days.length])))
    }
  }
  return { onDays, offDays: withoutLumps(offDays, onDays, personDays.days) }
}

/** Places the lumps that stand on days off; the others stay there. */
function withoutLumps(
  offDays: readonly OffDayLog[],
  onDays: Map<LocalDate, Map<number, number>>,
  days: readonly PersonDay[],
): OffDayLog[] {
  let lastIndex = -1
  return [...Map.groupBy(offDays, ({ date }) => date)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([date, logs]) => {
      const loggedMs = 1000 * logs.reduce((sum, { loggedSeconds }) => sum + loggedSeconds, 0)
      for (let next = days[lastIndex + 1]; next !== undefined && next.date < date; next = days[lastIndex + 1])
        lastIndex += 1
      const last = days[lastIndex]
      const isLump = last !== undefined && loggedMs >= fewestDaysOfLumpOff * (last.endAt - last.startAt)
      const filled = isLump
        ? freeDaysBefore(date, lastIndex, days, onDays).slice(0, daysOf(loggedMs, last))
        : []
      for (const day of filled)
        for (const { ticket, loggedSeconds } of logs)
          addTo(onDays, day.date, ticket, loggedSeconds / filled.length)
      return filled.length > 0 ? [] : logs
    })
}

function dateReader(logs: PersonRecord['logs'], { dateOf }: PersonDays): (at: Instant) => LocalDate {
  const midnights = logs.filter(({ loggedAt }) => loggedAt % dayMs === 0)
  const areDates = midnights.length * 2 >= logs.length
  return (at) => (areDates && at % dayMs === 0 ? new Date(at).toISOString().slice(0, 10) : dateOf(at))
}

/** The day itself, and the free days before it that its hours fill, latest first. */
function daysFilledBy(
  lump: ReadonlyMap<number, number>,
  index: number,
  days: readonly PersonDay[],
  onDays: ReadonlyMap<LocalDate, unknown>,
): PersonDay[] {
  const day = days[index]
  if (day === undefined) return []
  const loggedMs = 1000 * [...lump.values()].reduce((sum, seconds) => sum + seconds, 0)
  const most = daysOf(loggedMs, day)
  if (most < 2) return [day]
  return [day, ...freeDaysBefore(day.date, index - 1, days, onDays)].slice(0, most)
}

/** How many days like this one the hours fill: of a half-timer, eight hours fill two. */
function daysOf(loggedMs: number, { startAt, endAt, workingMilliDays }: PersonDay): number {
  return Math.floor((1000 * loggedMs) / ((endAt - startAt) * workingMilliDays))
}

/**
 * The working days of the week before a date on which nothing was logged, latest first.
 * @param lastIndex of the last day before the date; -1 where there is none
 */
function freeDaysBefore(
  date: LocalDate,
  lastIndex: number,
  days: readonly PersonDay[],
  onDays: ReadonlyMap<LocalDate, unknown>,
): PersonDay[] {
  const from = addDays(date, -spreadDays)
  return days
    .slice(Math.max(0, lastIndex + 1 - spreadDays), lastIndex + 1)
    .filter((day) => day.date >= from)
    .filter((day) => day.availableMilliDays > 0 && !onDays.has(day.date))
    .reverse()
}

function addTo(
  onDays: Map<LocalDate, Map<number, number>>,
  date: LocalDate,
  ticket: number,
  seconds: number,
): void {
  const known = onDays.get(date)
  if (known === undefined) onDays.set(date, new Map([[ticket, seconds]]))
  else known.set(ticket, (known.get(ticket) ?? 0) + seconds)
}
