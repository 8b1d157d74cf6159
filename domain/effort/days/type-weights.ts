import type { WorkType } from '../../category.ts'
import type { TypeWeight } from '../effort.ts'
import type { DayTouches } from './activity-days.ts'
import { ticketWeight } from './weights.ts'

const rounds = 4
const shrinkDays = 10
const fewestRows = 30

/** One ticket in one person's day, on a day on which that person logged. */
interface LoggedRow {
  readonly workType: WorkType
  readonly presence: number
  readonly loggedDays: number
}

/**
 * How much more (or less) of a day each work type takes than presence alone says: days logged ÷ days
 * attributed, over the days on which people log (tau in `weights.ts`).
 *
 * - A row is one ticket that a person had in progress on a day on which they logged anything. The days are
 *   attributed by presence and fading alone: with the logs in the weights, logs would explain themselves.
 * - Logged days are first scaled to the attributed total, since people who log rarely log the whole of a day:
 *   only what types have against one another is learned.
 * - Four rounds of (logged + 10) ÷ (attributed + 10), attributed being what the type would get at weight 1
 *   among the others at theirs: the ten days of doubt pull each weight towards 1 in every round. A type with
 *   fewer than 30 rows stays at 1.
 *
 * Returns the types seen, by name.
 */
export function typeWeightsOf(
  loggingDays: readonly DayTouches[],
  workTypeOf: (ticket: number) => WorkType | null,
): TypeWeight[] {
  const days = loggingDays.map(({ day, touches }) => ({
    availableDays: day.availableMilliDays / 1000,
    rows: touches.flatMap(({ ticket, presence, loggedDays }): LoggedRow[] => {
      const workType = workTypeOf(ticket)
      return workType === null || presence <= 0 ? [] : [{ workType, presence, loggedDays }]
    }),
  }))
  const rowCounts = new Map<WorkType, number>()
  const loggedByType = new Map<WorkType, number>()
  for (const { workType, loggedDays } of days.flatMap((day) => day.rows)) {
    add(rowCounts, workType, 1)
    add(loggedByType, workType, loggedDays)
  }
  const taus = new Map([...rowCounts.keys()].sort().map((workType) => [workType, 1]))
  for (let round = 0; round < rounds; round += 1) {
    const attributedByType = attribute(days, taus)
    const scale = sumOf(attributedByType) / sumOf(loggedByType)
    if (!Number.isFinite(scale)) break
    for (const [workType, tau] of taus) {
      if ((rowCounts.get(workType) ?? 0) < fewestRows) continue
      const logged = (loggedByType.get(workType) ?? 0) * scale
      const attributedAtOne = (attributedByType.get(workType) ?? 0) / tau
      taus.set(workType, (logged + shrinkDays) / (attributedAtOne + shrinkDays))
    }
  }
  return [...taus].map(([workType, tauRatio]) => ({ workType, tauRatio }))
}

function attribute(
  days: readonly { readonly availableDays: number; readonly rows: readonly LoggedRow[] }[],
  taus: ReadonlyMap<WorkType, number>,
): Map<WorkType, number> {
  const attributed = new Map<WorkType, number>()
  for (const { availableDays, rows } of days) {
    const weights = rows.map(({ workType, presence }) =>
      ticketWeight(taus.get(workType) ?? 1, { presence, commented: false, loggedDays: 0 }),
    )
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, row] of rows.entries()) {
      add(attributed, row.workType, (availableDays * (weights[index] ?? 0)) / weightSum)
    }
  }
  return attributed
}

function add(sums: Map<WorkType, number>, workType: WorkType, amount: number): void {
  sums.set(workType, (sums.get(workType) ?? 0) + amount)
}

function sumOf(sums: ReadonlyMap<WorkType, number>): number {
  return [...sums.values()].reduce((sum, value) => sum + value, 0)
}
