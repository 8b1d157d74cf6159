import { addDays, type Instant, type LocalDate } from '../../../domain/instant.ts'
import { quarterOf } from '../../../domain/quarter.ts'
import { type TrueShares, TruthTally } from '../records/truth.ts'
import {
  instantAt,
  isWorkingDay,
  minutesPerSlot,
  officeOpensMinute,
  slotsPerDay,
  weekdayOf,
} from '../story/calendar.ts'
import { firstWorkDate, isAway, membershipOn, type RosterPerson } from '../story/roster.ts'
import { storyQuarters, teamStories } from '../story/story.ts'
import type { Draft } from './draft.ts'
import { type Incident, incidentsOf, nextWorkingDay, raise } from './incidents.ts'
import { Office } from './office.ts'
import { logTheDay, workSlot } from './people-at-work.ts'
import { planQuarterOn, topUpOn } from './planning.ts'
import { sprintsOf } from './sprints.ts'
import { handOver } from './ticket-moves.ts'
import { TicketWriter } from './ticket-writer.ts'
import { rollSprintOn, tidyUpOn } from './tidying.ts'

/** The first planning of the story; nobody works on a ticket before `firstWorkDate`. */
export const firstDate: LocalDate = '2025-09-15'

/** Simulates the work day by day until `asOfAt`; the caller drops records after it. */
export function simulate(
  seed: string,
  roster: readonly RosterPerson[],
  asOfAt: Instant,
): { readonly drafts: readonly Draft[]; readonly truth: readonly TrueShares[] } {
  const writer = new TicketWriter(seed)
  const truth = new TruthTally()
  const today = new Date(asOfAt).toISOString().slice(0, 10)
  const offices = teamStories.map((team) => {
    const leads = roster.filter(
      ({ homeTeamId, memberships }) => homeTeamId === team.teamId && memberships.length === 0,
    )
    const office = new Office(team, seed, writer, leads, sprintsOf(team, today), truth)
    return { office, incidents: incidentsOf(office, seed) }
  })
  for (let date = firstDate; date <= today; date = addDays(date, 1)) {
    for (const { office, incidents } of offices) {
      const present = roster.filter(
        (person) => membershipOn(person, date)?.teamId === office.team.teamId && !isAway(person, date),
      )
      liveDay(office, date, present, incidents, asOfAt)
    }
  }
  return { drafts: writer.drafts, truth: truth.rows() }
}

function liveDay(
  office: Office,
  date: LocalDate,
  present: readonly RosterPerson[],
  incidents: Incident[],
  asOfAt: Instant,
): void {
  const quarter = storyQuarters.find((each) => each === quarterOf(date))
  if (quarter !== undefined) office.startQuarter(quarter)
  const working = isWorkingDay(office.calendar, date)
  if (working) planQuarterOn(office, date)
  if (date < firstWorkDate) return
  if (working) workDay(office, date, present, incidents, asOfAt)
  if (instantAt(office.calendar, date, 24 * 60) <= asOfAt)
    raiseUntil(office, date, 24 * 60, present, incidents)
}

/** Four slots, in each of which everybody does one thing; then worklogs are written. */
function workDay(
  office: Office,
  date: LocalDate,
  present: readonly RosterPerson[],
  incidents: Incident[],
  asOfAt: Instant,
): void {
  rollSprintOn(office, date)
  if (weekdayOf(date) === 1 || date === firstWorkDate) topUpOn(office, date, present)
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    if (office.momentIn(date, slot, 0) >= asOfAt) return
    raiseUntil(office, date, officeOpensMinute + slot * minutesPerSlot, present, incidents)
    office.slotCount += 1
    for (const person of present) {
      const fraction = membershipOn(person, date)?.fractionShare ?? 1
      if (slot < Math.round(fraction * slotsPerDay)) workSlot(office, person, { date, slot, present })
    }
  }
  for (const person of present) logTheDay(office, person, office.momentIn(date, 3, 0.99))
  sendAway(office, date, present)
  tidyUpOn(office, date, present)
}

/** Starts the incidents up to a minute of the day, for the person on call this week. */
function raiseUntil(
  office: Office,
  date: LocalDate,
  minuteOfDay: number,
  present: readonly RosterPerson[],
  incidents: Incident[],
): void {
  const next = nextWorkingDay(office, date)
  const callable = present.filter(
    (person) =>
      person.role === 'member' &&
      !isAway(person, next) &&
      membershipOn(person, next)?.teamId === office.team.teamId,
  )
  while (incidents[0] !== undefined) {
    const [incident] = incidents
    if (incident.date > date || (incident.date === date && incident.minuteOfDay >= minuteOfDay)) return
    incidents.shift()
    if (callable.length > 0 && incident.date === date) raise(office, incident, office.random.pick(callable))
  }
}

/** Before a long absence, a change of team or the last day, tickets are handed over. */
function sendAway(office: Office, date: LocalDate, present: readonly RosterPerson[]): void {
  const at = office.momentIn(date, 3, 0.992)
  const next = nextWorkingDay(office, date)
  const { teamId } = office.team
  const leavers = present.filter((person) => membershipOn(person, next)?.teamId !== teamId)
  const away = present.filter((person) => isAway(person, next) && isAway(person, addDays(next, 2)))
  const staying = present.filter((person) => !leavers.includes(person) && !away.includes(person))
  for (const person of leavers) handOver(office, person, at, staying, true)
  for (const person of away) if (!leavers.includes(person)) handOver(office, person, at, staying, false)
}
