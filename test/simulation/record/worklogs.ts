import { type Instant, weekStartOf } from '../../../domain/instant.ts'
import type { Dials, LogStyle } from '../dials/dials.ts'
import { Draws } from '../draws.ts'
import { slotsPerDay } from '../true-work/clock.ts'
import type { Item } from '../true-work/item.ts'
import type { SimulatedTeam, Worker } from '../true-work/staff.ts'
import type { HabitsOf } from './habits.ts'

export interface Worklog {
  readonly item: Item
  readonly at: Instant
  readonly actorId: string
  readonly loggedSeconds: number
}

/** Somebody's true hours on a ticket on one day. */
interface Hours {
  readonly item: Item
  readonly day: number
  readonly hours: number
}

const hoursPerSlot = 8 / slotsPerDay
const secondsPerHour = 3600

/** The worklogs of a team's people, as each is in the habit of filling them in. */
export function worklogsOf(
  team: SimulatedTeam,
  items: readonly Item[],
  habitsOf: HabitsOf,
  dials: Dials,
  seed: string,
): Worklog[] {
  const hours = hoursByWorkerAndDay(items, dials)
  return team.workers.flatMap((worker) => {
    const draws = new Draws(`${seed} logs ${worker.accountId}`)
    const { logStyle } = habitsOf(worker)
    const days = [...(hours.get(worker) ?? [])].sort(([a], [b]) => a - b)
    const logged = days.filter(() => draws.chance(dials.traces.loggedDaysShare)).map(([, each]) => each)
    if (logStyle === null) return []
    const entries =
      logStyle === 'weekly'
        ? weeksOf(logged, team).flatMap((week) => summedOnLastDay(week))
        : logged.flatMap((day) => roundedBy(logStyle, day))
    return entries.map((entry) => worklogOf(entry, worker, team, dials, draws))
  })
}

function hoursByWorkerAndDay(items: readonly Item[], { traces }: Dials): Map<Worker, Map<number, Hours[]>> {
  const found = new Map<Worker, Map<number, Hours[]>>()
  for (const item of items) {
    if (traces.loggedTypes !== null && !traces.loggedTypes.includes(item.workKind.typeName)) continue
    for (const { worker, day, slots } of item.chunks) {
      const days = found.get(worker) ?? new Map<number, Hours[]>()
      found.set(worker, days)
      const ofDay = days.get(day) ?? []
      days.set(day, ofDay)
      const index = ofDay.findIndex((each) => each.item === item)
      const before = ofDay[index]?.hours ?? 0
      const hours = before + slots * hoursPerSlot * worker.membership.fractionShare
      if (index < 0) ofDay.push({ item, day, hours })
      else ofDay[index] = { item, day, hours }
    }
  }
  return found
}

function roundedBy(style: Exclude<LogStyle, 'weekly'>, day: readonly Hours[]): Hours[] {
  const byHours = day.toSorted((a, b) => b.hours - a.hours || a.item.number - b.item.number)
  const first = byHours[0]
  if (first === undefined) return []
  const [, second] = byHours
  switch (style) {
    case 'exact':
      return day.map((each) => ({ ...each, hours: Math.max(0.25, Math.round(each.hours * 4) / 4) }))
    case 'rounded_up':
      return day.map((each) => ({ ...each, hours: Math.ceil(each.hours) }))
    case 'whole_days':
      return [{ ...first, hours: 8 }]
    case 'half_days':
      return second === undefined || second.hours < 1.6
        ? [{ ...first, hours: first.hours > 2.5 ? 8 : 4 }]
        : [first, second].map((each) => ({ ...each, hours: 4 }))
  }
}

function weeksOf(days: readonly (readonly Hours[])[], { clock }: SimulatedTeam): Hours[][] {
  const weeks = new Map<string, Hours[]>()
  for (const each of days.flat()) {
    const week = weekStartOf(clock.dates[each.day] ?? '')
    weeks.set(week, [...(weeks.get(week) ?? []), each])
  }
  return [...weeks.values()]
}

/** A week at once: each ticket's hours as one entry, on the last day worked. */
function summedOnLastDay(week: readonly Hours[]): Hours[] {
  const day = Math.max(...week.map((each) => each.day))
  const sums = new Map<Item, number>()
  for (const { item, hours } of week) sums.set(item, (sums.get(item) ?? 0) + hours)
  return [...sums].map(([item, hours]) => ({ item, day, hours: Math.max(0.5, Math.round(hours * 2) / 2) }))
}

function worklogOf(
  { item, day, hours }: Hours,
  { accountId }: Worker,
  { clock }: SimulatedTeam,
  { traces }: Dials,
  draws: Draws,
): Worklog {
  const duringAt = clock.at(day, slotsPerDay * draws.unit())
  const at = traces.logsAtMidnight ? Date.parse(`${clock.dates[day]}T00:00:00Z`) : duringAt
  return { item, at, actorId: accountId, loggedSeconds: hours * secondsPerHour }
}
