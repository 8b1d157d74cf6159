import { addDays, type Instant, type LocalDate } from '../../instant.ts'
import type { PersonRecord } from '../records/person-records.ts'
import type { PersonDay, PersonDays } from './person-days.ts'

const dayMs = 86_400_000
/** How far back a lump of hours is spread: it is the week that people log at once. */
const spreadDays = 6

/** What a person logged, by the day that it belongs to. */
export interface PlacedLogs {
  /** Seconds by ticket number, by working date. */
  readonly onDays: ReadonlyMap<LocalDate, ReadonlyMap<number, number>>
  /** Logged on a weekend, holiday or absence. */
  readonly offDays: readonly {
    readonly date: LocalDate
    readonly loggedAt: Instant
    readonly loggedSeconds: number
  }[]
}

/**
 * Puts each log on the day that was meant.
 *
 * - Where at least half of a person's logs stand at midnight UTC, these carry a date and no time: the date is the UTC one,
 *   also where the local day was still the one before.
 * - Two days' hours or more on one day are a week logged at once: they are spread evenly over that day and the working days
 *   of the six days before it on which the person logged nothing, no more days than the hours fill.
 *
 * @param personDays all working days from a week before the first log on
 */
export function placeLogs(logs: PersonRecord['logs'], personDays: PersonDays): PlacedLogs {
  const dates = dateReader(logs, personDays)
  const dayOf = new Map(personDays.days.map((day) => [day.date, day]))
  const onDays = new Map<LocalDate, Map<number, number>>()
  const offDays: { date: LocalDate; loggedAt: Instant; loggedSeconds: number }[] = []
  for (const { ticket, loggedAt, loggedSeconds } of logs) {
    const date = dates(loggedAt)
    if ((dayOf.get(date)?.availableMilliDays ?? 0) === 0) offDays.push({ date, loggedAt, loggedSeconds })
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
  return { onDays, offDays }
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
  const most = Math.floor(loggedMs / (day.endAt - day.startAt))
  const filled = [day]
  for (let before = index - 1; before >= 0 && filled.length < most; before -= 1) {
    const earlier = days[before]
    if (earlier === undefined || earlier.date < addDays(day.date, -spreadDays)) break
    if (earlier.availableMilliDays > 0 && !onDays.has(earlier.date)) filled.push(earlier)
  }
  return filled
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
