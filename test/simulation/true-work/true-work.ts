import { addDays, type DateRange } from '../../../domain/instant.ts'
import { datesOfQuarter, type QuarterId, quarterBefore, quarterOf } from '../../../domain/quarter.ts'
import type { Dials } from '../dials/dials.ts'
import { Draws } from '../draws.ts'
import { Backlog } from './backlog.ts'
import type { Item } from './item.ts'
import { connectionId, hireTeams, type SimulatedTeam, type Worker } from './staff.ts'
import { type DayPart, TeamAtWork } from './team-at-work.ts'
import { type Truth, TruthKeeper } from './truth.ts'

const lastQuarter: QuarterId = '2025-Q4'
/** Before the first quarter, so that it begins with work under way; no part of the truth. */
const warmUpDays = 42
/** After the last quarter, for moves that come late. */
const tailDays = 21

export interface TrueWork {
  /** Oldest first. */
  readonly quarters: readonly QuarterId[]
  readonly teams: readonly SimulatedTeam[]
  readonly items: readonly Item[]
  readonly truth: Truth
  /** All dates that anything happens on. */
  readonly covered: DateRange
}

/** Lets a company work through its quarters. Reads the dials of `people` and `work` alone. */
export function doTrueWork(dials: Dials, seed: string): TrueWork {
  const quarters: QuarterId[] = [lastQuarter]
  while (quarters.length < dials.people.quarters) quarters.unshift(quarterBefore(quarters[0] ?? lastQuarter))
  const counted = {
    from: datesOfQuarter(quarters[0] ?? lastQuarter).from,
    to: datesOfQuarter(lastQuarter).to,
  }
  const covered = { from: addDays(counted.from, -warmUpDays), to: addDays(counted.to, tailDays) }
  const teams = hireTeams(dials, seed, covered)
  const keeper = new TruthKeeper()
  let lastNumber = 0
  const items = teams.flatMap((team) => {
    const draws = new Draws(`${seed} work ${team.teamId}`)
    const backlog = new Backlog(team, dials, draws, () => ++lastNumber)
    liveThrough(team, dials, new TeamAtWork(team, dials, draws, backlog), backlog, quarters, counted, keeper)
    return backlog.items
  })
  return { quarters, teams, items, truth: keeper.truth(), covered }
}

function liveThrough(
  team: SimulatedTeam,
  dials: Dials,
  atWork: TeamAtWork,
  backlog: Backlog,
  quarters: readonly QuarterId[],
  counted: DateRange,
  keeper: TruthKeeper,
): void {
  let current = ''
  for (const [day, date] of team.clock.dates.entries()) {
    if (date >= counted.to) break
    const quarter = quarterOf(date)
    const isCounted = date >= counted.from
    if (quarter !== current) {
      current = quarter
      backlog.startQuarter(team.clock.at(day, 0))
      atWork.startQuarter()
    }
    atWork.startDay(day)
    const mix = team.mixes[Math.max(0, quarters.indexOf(quarter))]
    if (mix === undefined) throw new RangeError(`no mix for ${quarter}`)
    for (const worker of team.workers) {
      const capacity = capacityOn(worker, date, dials.people.onCallShare)
      if (capacity === null) continue
      const parts = capacity.available === 0 ? [] : atWork.work(worker, day, mix)
      if (isCounted) keepDay(keeper, worker, { quarter, date }, capacity, parts)
    }
  }
}

type Capacity = NonNullable<ReturnType<typeof capacityOn>>

function keepDay(
  keeper: TruthKeeper,
  { membership: { teamId }, person: { personId } }: Worker,
  when: { readonly quarter: QuarterId; readonly date: string },
  { working, absence, onCall, available }: Capacity,
  parts: readonly DayPart[],
): void {
  keeper.addAway(teamId, when.quarter, working, absence, onCall)
  for (const { item, milliDays } of splitByParts(available, parts)) {
    keeper.addRow({
      personId,
      teamId,
      ...when,
      ticket: item === null ? null : { connectionId, ticketId: ticketIdOf(item) },
      category: item?.category ?? null,
      milliDays,
    })
  }
}

/** Jira's ids are numbers. */
export function ticketIdOf({ number }: Pick<Item, 'number'>): string {
  return String(10_000 + number)
}

function capacityOn({ membership, person }: Worker, date: string, onCallShare: number) {
  if (date < membership.from || (membership.to !== null && date >= membership.to)) return null
  const working = Math.round(1000 * membership.fractionShare)
  const isAbsent = person.absences.some(({ from, to }) => from <= date && date < to)
  const absence = isAbsent ? working : 0
  const onCall = Math.round((working - absence) * onCallShare)
  return { working, absence, onCall, available: working - absence - onCall }
}

/** Whole parts of a day in proportion to tenths; what rounding leaves goes to the last. */
function splitByParts(available: number, parts: readonly DayPart[]): (DayPart & { milliDays: number })[] {
  let left = available
  let slotsLeft = parts.reduce((sum, { slots }) => sum + slots, 0)
  return parts.map((part) => {
    const milliDays = Math.round((left * part.slots) / slotsLeft)
    left -= milliDays
    slotsLeft -= part.slots
    return { ...part, milliDays }
  })
}
