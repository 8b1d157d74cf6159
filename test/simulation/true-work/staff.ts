import { type Category, categories } from '../../../domain/category.ts'
import { addDays, type DateRange, type LocalDate } from '../../../domain/instant.ts'
import type { Calendar, Membership, PlanPerson } from '../../../domain/plan/plan.ts'
import type { Dials } from '../dials/dials.ts'
import { Draws } from '../draws.ts'
import { TeamClock } from './clock.ts'

export const connectionId = '5f0c2b1e-0000-4000-8000-000000000001'

/** An account that comments and moves tickets, and is nobody. */
export const botAccountId = 'acc-bot'

export interface Worker {
  readonly person: PlanPerson
  readonly accountId: string
  readonly membership: Membership
  /** The category that this person keeps to, as far as `specialisation` goes. */
  readonly preferred: Category
  /** Tickets that this person likes to have in work side by side. */
  readonly wip: number
}

export interface SimulatedTeam {
  readonly teamId: string
  readonly name: string
  readonly calendar: Calendar
  readonly clock: TeamClock
  /** The first is the lead. */
  readonly workers: readonly Worker[]
  /** For each quarter in order, what the team's work is for. */
  readonly mixes: readonly Readonly<Record<Category, number>>[]
}

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const

/** Makes a company's teams: their calendars, people, absences and what they work for in each quarter. */
export function hireTeams(dials: Dials, seed: string, covered: DateRange): SimulatedTeam[] {
  const draws = new Draws(`${seed} staff`)
  const calendars = zones.map((timeZone) => calendarOf(timeZone, covered, draws))
  return Array.from({ length: draws.whole(...dials.people.teams) }, (_, index) => {
    const teamId = `team-${index + 1}`
    const calendar = index === 0 ? calendars[0] : draws.pick(calendars)
    if (calendar === undefined) throw new RangeError('no calendar')
    const size = draws.whole(...dials.people.teamSize)
    const clock = new TeamClock(calendar, covered)
    return {
      teamId,
      name: `Team ${index + 1}`,
      calendar,
      clock,
      workers: Array.from({ length: size }, (_, number) =>
        hire(dials, draws, { teamId, number, covered, clock }),
      ),
      mixes: drawMixes(dials, draws),
    }
  })
}

/** Two or three holidays a quarter. */
function calendarOf(timeZone: string, covered: DateRange, draws: Draws): Calendar {
  const holidays: LocalDate[] = []
  for (let date = covered.from; date < covered.to; date = addDays(date, draws.whole(20, 50))) {
    if (date > covered.from) holidays.push(date)
  }
  return {
    calendarId: timeZone.toLowerCase().replace('/', '-'),
    timeZone,
    weekend: [6, 7],
    holidays,
    workdayStartMinute: 9 * 60,
    workdayEndMinute: 17 * 60,
  }
}

interface Place {
  readonly teamId: string
  readonly number: number
  readonly covered: DateRange
  readonly clock: TeamClock
}

function hire({ people, work }: Dials, draws: Draws, place: Place): Worker {
  const { teamId, number, covered, clock } = place
  const personId = `${teamId}.person-${number + 1}@company.example`
  const isPartTime = draws.chance(people.partTimeShare)
  const fractionShare = isPartTime ? draws.pick([0.5, 0.6, 0.8]) : 1
  const turnsOver = number > 0 && draws.chance(people.turnoverShare)
  const turningDate = clock.dates[draws.whole(0, clock.dates.length - 1)] ?? covered.from
  const joins = draws.chance(0.5)
  const membership: Membership = {
    teamId,
    from: turnsOver && joins ? turningDate : addDays(covered.from, -300),
    to: turnsOver && !joins ? turningDate : null,
    fractionShare,
  }
  return {
    person: {
      personId,
      name: `Person ${number + 1} of ${teamId}`,
      email: personId,
      accounts: [],
      memberships: [membership],
      absences: drawAbsences(people.absenceShare, draws, covered),
    },
    accountId: `acc-${teamId}-${number + 1}`,
    membership,
    preferred: draws.weighted(categories.map((category) => [category, work.mix[category]] as const)),
    wip: 1 + draws.poisson(work.wip - 1),
  }
}

/** Stretches of one to ten working days. */
function drawAbsences(share: number, draws: Draws, covered: DateRange): DateRange[] {
  if (share === 0) return []
  const absences: DateRange[] = []
  let from = addDays(covered.from, Math.floor(draws.exponential(6 / share)))
  while (from < covered.to) {
    const to = addDays(
      from,
      draws.weighted([[1, 2] as const, [2, 1] as const, [5, 1] as const, [14, 1] as const]),
    )
    absences.push({ from, to })
    from = addDays(to, 1 + Math.floor(draws.exponential(5.5 / share)))
  }
  return absences
}

/** A team's mixes: its own standing around the company's, which walks from quarter to quarter, and each quarter's own. */
function drawMixes({ people, work }: Dials, draws: Draws): Record<Category, number>[] {
  const lasting = {
    ktlo: work.mix.ktlo + work.teamSpread * draws.normal(),
    reliability: work.mix.reliability + 0.7 * work.teamSpread * draws.normal(),
  }
  return Array.from({ length: people.quarters }, () => {
    lasting.ktlo += work.mixStep * draws.normal()
    lasting.reliability += 0.7 * work.mixStep * draws.normal()
    const ktlo = lasting.ktlo + work.mixNoise * draws.normal()
    const reliability = lasting.reliability + 0.7 * work.mixNoise * draws.normal()
    return mixOf(ktlo, reliability)
  })
}

/** A mix that sums to 1, with something of everything. */
export function mixOf(ktloShare: number, reliabilityShare: number): Record<Category, number> {
  const ktlo = Math.min(0.8, Math.max(0.05, ktloShare))
  const reliability = Math.min(0.9 - ktlo, Math.max(0.03, reliabilityShare))
  return { roadmap: 1 - ktlo - reliability, ktlo, reliability }
}
