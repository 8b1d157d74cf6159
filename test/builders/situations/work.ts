import { type Bucket, buckets } from '../../../domain/category.ts'
import type { CapacityRow, EffortRow } from '../../../domain/effort/effort.ts'
import { addDays, isoOf, weekStartOf } from '../../../domain/instant.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId } from '../../../domain/quarter.ts'
import type { ReconcileInput } from '../../../domain/reconcile/dataset/input.ts'
import { plannedDaysOf } from '../../../domain/reconcile/figures/plan/planned-days.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { aDecision } from '../reconcile-input.ts'
import { aTicket, at, connectionId, refOf } from '../ticket.ts'
import type { TeamSketch } from './sketch.ts'

/** A ticket of a team with its part of its bucket's days. */
interface WorkItem {
  readonly ticket: Ticket
  readonly bucket: Bucket
  readonly workType: string | null
  /** Of the bucket's days. */
  readonly part: number
}

/** What tickets, decisions and effort a team's quarter leaves. */
export interface TeamWork {
  readonly tickets: readonly Ticket[]
  readonly decisions: ReconcileInput['decisions']
  readonly rows: readonly EffortRow[]
  readonly capacity: readonly CapacityRow[]
  /** Tickets that were there when the quarter began. */
  readonly known: readonly Ticket[]
}

/** The incident that takes most days, or, without any, a bug. */
const outage = 'Payment provider outages'

/** Where work comes from that is in no commitment: a title, and its part of it. */
const sources: Readonly<Record<Bucket, readonly (readonly [title: string, part: number])[]>> = {
  roadmap: [
    ['Guest checkout', 0.6],
    ['Price lists', 0.4],
  ],
  ktlo: [
    [outage, 0.5],
    ['Tax rate corrections', 0.3],
    ['Questions about invoices', 0.2],
  ],
  reliability: [['Retry queue', 1]],
  uncategorised: [['Misc requests', 1]],
}

/** A team's tickets and the days that went into them, up to the as-of instant. */
export function workOf(sketch: TeamSketch, plan: Plan, quarter: QuarterId, asOfAt: number): TeamWork {
  const weeks = availableByWeek(sketch, plan, quarter, asOfAt)
  const partsOf = (week: number) => (typeof sketch.spent === 'function' ? sketch.spent(week) : sketch.spent)
  const spentOn = (bucket: Bucket) =>
    weeks.reduce((sum, { milliDays }, week) => sum + milliDays * (partsOf(week)[bucket] ?? 0), 0)
  const items = buckets.flatMap((bucket) => itemsOf(sketch, bucket, spentOn(bucket)))
  const interrupting = interruptionsOf(sketch, plan, quarter, asOfAt)
  const all = [...items, ...interrupting]
  const rows = weeks.flatMap(({ weekStart, milliDays }, week) =>
    all.flatMap(({ ticket, bucket, part }) => {
      const days = Math.round(milliDays * (partsOf(week)[bucket] ?? 0) * part)
      return days === 0
        ? []
        : [{ teamId: sketch.teamId, weekStart, ticket: refOf(ticket.key), milliDays: days }]
    }),
  )
  return {
    tickets: all.map(({ ticket }) => ticket),
    decisions: all.map(({ ticket, bucket, workType }) =>
      aDecision(ticket.key, bucket === 'uncategorised' ? null : bucket, workType),
    ),
    rows,
    capacity: weeks.map(({ weekStart, milliDays }, week) => {
      const row = capacityOf(sketch.teamId, weekStart, milliDays, rows)
      const isUnread = week >= (sketch.unreadFromWeek ?? weeks.length)
      return { ...row, unreadMilliDays: isUnread ? row.unattributedMilliDays : 0 }
    }),
    known: items.map(({ ticket }) => ticket),
  }
}

function availableByWeek({ teamId }: TeamSketch, plan: Plan, quarter: QuarterId, asOfAt: number) {
  const shares = { roadmap: 0, ktlo: 0, reliability: 0 }
  const present = { teamId, plannedHeadcount: null, onCallShare: 0, shares, commitments: [] }
  const days = plannedDaysOf(plan, present, quarter, asOfAt).filter(({ counted }) => counted)
  return [...Map.groupBy(days, ({ weekStart }) => weekStart)].map(([weekStart, ofWeek]) => ({
    weekStart,
    milliDays: ofWeek.reduce((sum, { milliDays }) => sum + milliDays, 0),
  }))
}

function capacityOf(
  teamId: string,
  weekStart: string,
  milliDays: number,
  rows: readonly EffortRow[],
): Omit<CapacityRow, 'unreadMilliDays'> {
  const spent = rows.filter((row) => row.weekStart === weekStart).reduce((sum, row) => sum + row.milliDays, 0)
  // Rounded parts of a whole may be some thousandths more than it.
  const workingMilliDays = Math.max(milliDays, spent)
  return {
    teamId,
    weekStart,
    workingMilliDays,
    absenceMilliDays: 0,
    onCallMilliDays: 0,
    attributedMilliDays: spent,
    unattributedMilliDays: workingMilliDays - spent,
    daysOffLoggedMilliDays: 0,
  }
}

/** A bucket's commitments by their days, and what is in none. */
function itemsOf(sketch: TeamSketch, bucket: Bucket, milliDays: number): WorkItem[] {
  const workType = { roadmap: 'feature', ktlo: 'bug', reliability: 'tech-debt', uncategorised: null }[bucket]
  const committed = sketch.commitments.flatMap(({ name, category = 'roadmap', spent, outcome }) => {
    if (category !== bucket || spent === undefined) return []
    const status = outcome === 'delivered' ? 'done' : outcome === 'dropped' ? 'canceled' : 'doing'
    const part = milliDays === 0 ? 0 : (spent * 1000) / milliDays
    return [{ name, status, part }]
  })
  const rest = 1 - committed.reduce((sum, { part }) => sum + part, 0)
  if (rest < 0) throw new Error(`${sketch.name} spends less on ${bucket} than on its commitments`)
  const named = committed.map(({ name, status, part }, index) => ({
    ticket: ticketOf(sketch, `${bucket}-c${index}`, name, { statusId: status }),
    bucket,
    workType,
    part,
  }))
  const own = sources[bucket].filter(([title]) => title !== outage || sketch.incidents === 0)
  const others = own.map(([title, part], index) => ({
    ticket: ticketOf(sketch, `${bucket}-${index}`, title, { statusId: 'doing' }),
    bucket,
    workType,
    part: part * rest,
  }))
  return [...named, ...others]
}

/** Requests and incidents, spread over the days up to the as-of instant. */
function interruptionsOf(sketch: TeamSketch, plan: Plan, quarter: QuarterId, asOfAt: number): WorkItem[] {
  const { from, to } = datesOfQuarter(quarter, plan)
  const asOf = isoOf(asOfAt).slice(0, 10)
  const monday = addDays(weekStartOf(from), 7)
  const until = asOf < to ? asOf : addDays(to, -1)
  const weeks = Math.max(1, Math.floor((Date.parse(until) - Date.parse(monday)) / (7 * 86_400_000)))
  const { requests, incidents, atNight } = sketch
  return Array.from({ length: requests + incidents }, (_, index) => {
    const isIncident = index < incidents
    const time = index < atNight ? '02:00' : '10:00'
    const date = addDays(monday, 7 * (index % weeks) + (index % 5))
    const createdAt = at(`${date}T${time}`)
    return {
      ticket: ticketOf(
        sketch,
        index === 0 ? 'outage' : `in${index}`,
        index === 0 ? outage : `Interruption ${index}`,
        {
          createdAt,
        },
      ),
      bucket: 'ktlo' as const,
      workType: isIncident ? 'incident' : 'support',
      part: isIncident && index === 0 ? 0.5 : 0,
    }
  })
}

/** A commitment is found by its title: the key is nobody's but the ticket's. */
function ticketOf(
  { teamId }: TeamSketch,
  key: string,
  title: string,
  changes: Parameters<typeof aTicket>[1],
): Ticket {
  return aTicket(`${teamId}-${key}`.toUpperCase(), {
    title,
    connectionId,
    teamId,
    createdAt: at('2024-01-08T08:00'),
    ...changes,
  })
}
