import type { WorkType } from '../../category.ts'
import type { TypeWeight } from '../effort.ts'
import type { DayTouches } from './activity-days.ts'
import { ticketWeight } from './weights.ts'

const rounds = 4
const shrinkDays = 10
const fewestRows = 30

/** A day on which a person logged time, with what they logged, no more than was available. */
interface LoggedDay {
  readonly loggedDays: number
  readonly rows: readonly (DayTouches['touches'][number] & { readonly workType: WorkType | null })[]
}

/**
 * How much more (or less) of a day each work type takes than presence and logs say: days logged ÷ days attributed (tau in
 * `weights.ts`; design, §Effort).
 *
 * - Like with like, a day at a time: what a person logged that day, at most what was available, is held against the same
 *   amount divided by the weights, logs included. Tickets that were logged on without ever being in progress count too.
 * - A type with fewer than 30 logged rows (a ticket in a person's day) stays at 1, and what nobody logged on it is left out of
 *   the comparison: where people log bugs alone, that bugs take all of what is logged says nothing of how long they take.
 * - Four rounds of (logged + 10) ÷ (attributed + 10), attributed being what the type would get at weight 1
 *   among the others at theirs: the ten days of doubt pull each weight towards 1 in every round.
 *
 * @param days days of any length of time; those without a log teach nothing
 * @returns the types seen on logging days, by name
 */
export function typeWeightsOf(
  days: readonly DayTouches[],
  workTypeOf: (ticket: number) => WorkType | null,
): TypeWeight[] {
  const loggedDays = days.flatMap((day) => loggedDayOf(day, workTypeOf) ?? [])
  const rowCounts = new Map<WorkType, number>()
  const loggedByType = new Map<WorkType, number>()
  const seen = new Set<WorkType>()
  for (const { loggedDays: amount, rows } of loggedDays) {
    const whole = rows.reduce((sum, row) => sum + row.loggedDays, 0)
    for (const row of rows) {
      if (row.workType === null) continue
      seen.add(row.workType)
      if (row.loggedDays === 0) continue
      add(rowCounts, row.workType, 1)
      add(loggedByType, row.workType, (amount * row.loggedDays) / whole)
    }
  }
  const isLearned = (workType: WorkType | null): boolean =>
    workType !== null && (rowCounts.get(workType) ?? 0) >= fewestRows
  const comparedDays = loggedDays.map(({ loggedDays: amount, rows }) => ({
    loggedDays: amount,
    rows: rows.filter(({ workType, loggedDays: logged }) => logged > 0 || isLearned(workType)),
  }))
  const taus = new Map([...seen].sort().map((workType) => [workType, 1]))
  for (let round = 0; round < rounds; round += 1) {
    const attributedByType = attribute(comparedDays, taus)
    for (const [workType, tau] of taus) {
      if (!isLearned(workType)) continue
      const attributedAtOne = (attributedByType.get(workType) ?? 0) / tau
      taus.set(workType, ((loggedByType.get(workType) ?? 0) + shrinkDays) / (attributedAtOne + shrinkDays))
    }
  }
  return [...taus].map(([workType, tauRatio]) => ({ workType, tauRatio }))
}

/** Null on a day without a log, or without a part that was available. */
function loggedDayOf(
  { day, touches }: DayTouches,
  workTypeOf: (ticket: number) => WorkType | null,
): LoggedDay | null {
  const logged = touches.reduce((sum, touch) => sum + touch.loggedDays, 0)
  const loggedDays = Math.min(logged, day.availableMilliDays / 1000)
  if (loggedDays <= 0) return null
  return { loggedDays, rows: touches.map((touch) => ({ ...touch, workType: workTypeOf(touch.ticket) })) }
}

function attribute(days: readonly LoggedDay[], taus: ReadonlyMap<WorkType, number>): Map<WorkType, number> {
  const attributed = new Map<WorkType, number>()
  for (const { loggedDays, rows } of days) {
    const weights = rows.map((row) => ticketWeight(taus.get(row.workType ?? '') ?? 1, row))
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, { workType }] of rows.entries()) {
      if (workType !== null) add(attributed, workType, (loggedDays * (weights[index] ?? 0)) / weightSum)
    }
  }
  return attributed
}

function add(sums: Map<WorkType, number>, workType: WorkType, amount: number): void {
  sums.set(workType, (sums.get(workType) ?? 0) + amount)
}
