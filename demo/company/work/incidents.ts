import { addDays, datesOf, type LocalDate, minuteMs } from '../../../domain/instant.ts'
import { datesOfQuarter } from '../../../domain/quarter.ts'
import { instantAt, isWorkingDay, officeOpensMinute, weekdayOf } from '../story/calendar.ts'
import { Random } from '../story/random.ts'
import type { RosterPerson } from '../story/roster.ts'
import { storyQuarters, type TeamStory } from '../story/story.ts'
import { incidentComment } from '../story/wording.ts'
import type { Draft } from './draft.ts'
import type { Office } from './office.ts'
import { begin } from './ticket-moves.ts'

/** When something breaks, by the team's clock. */
export interface Incident {
  readonly date: LocalDate
  readonly minuteOfDay: number
}

/** Every incident of the story, by date and time: some in office hours, some at night and on weekends. */
export function incidentsOf(office: Office, seed: string): Incident[] {
  const random = new Random(`${seed} ${office.team.teamId} incidents`)
  const incidents: Incident[] = []
  for (const quarter of storyQuarters) {
    const dates = datesOf(datesOfQuarter(quarter))
    const workingDates = dates.filter((date) => isWorkingDay(office.calendar, date))
    const story: TeamStory['quarters'][typeof quarter] = office.team.quarters[quarter]
    for (let index = 0; index < story.incidents; index += 1) {
      const late = index < story.incidentsOutOfHours
      const date = random.pick(late ? dates : workingDates)
      incidents.push({
        date,
        minuteOfDay: late ? minuteOutOfHours(random, date) : random.whole(9 * 60 + 5, 16 * 60),
      })
    }
  }
  return incidents.toSorted((a, b) => a.date.localeCompare(b.date) || a.minuteOfDay - b.minuteOfDay)
}

function minuteOutOfHours(random: Random, date: LocalDate): number {
  const weekend = weekdayOf(date) === 0 || weekdayOf(date) === 6
  if (weekend) return random.whole(6 * 60, 21 * 60)
  return random.chance(0.6) ? random.whole(20, 5 * 60) : random.whole(18 * 60 + 10, 21 * 60 + 30)
}

/** The person on call: somebody of the team who works on that day and on the next working day. */
export function raise(office: Office, incident: Incident, onCall: RosterPerson): Draft {
  const { random, team, writer } = office
  const at = instantAt(office.calendar, incident.date, incident.minuteOfDay)
  const occasion = { at, quarter: office.quarter, creatorEmail: onCall.email, assigneeEmail: onCall.email }
  const ticket = writer.write(team, 'incident', occasion, random.chance(0.7) ? 'urgent' : 'high')
  office.deskOf(onCall.email).active.unshift(ticket)
  begin(office, onCall, ticket, incident.date, at + random.whole(3, 12) * minuteMs)
  const outside = incident.minuteOfDay < officeOpensMinute || incident.minuteOfDay > 17 * 60
  if (outside || !isWorkingDay(office.calendar, incident.date)) speakAtNight(office, ticket, onCall)
  return ticket
}

/** Some incidents have more comments than a tracker embeds in a ticket. */
function speakAtNight(office: Office, ticket: Draft, onCall: RosterPerson): void {
  const { random } = office
  const count = random.chance(0.04) ? 32 : random.whole(1, 4)
  for (let index = 0; index < count; index += 1) {
    const at = ticket.start.createdAt + (17 + index * 2) * minuteMs
    ticket.comment(at, onCall.email, incidentComment(index, count))
  }
}

/** The first working day after `date`. */
export function nextWorkingDay(office: Office, date: LocalDate): LocalDate {
  let next = addDays(date, 1)
  while (!isWorkingDay(office.calendar, next)) next = addDays(next, 1)
  return next
}
