import type { WorkType } from '../../category.ts'
import type { TypeWeight } from '../effort.ts'
import type { DayTouches } from './activity-days.ts'
import type { UnloggedTypes } from './logged-types.ts'

const rounds = 4
const shrinkDays = 10

/** The days on which one person logged time. */
export interface LoggingPerson {
  readonly days: readonly DayTouches[]
  readonly unloggedTypes: UnloggedTypes
}

/** A day with what was logged on it, no more than was available. */
interface LoggedDay {
  readonly loggedDays: number
  readonly rows: readonly (DayTouches['touches'][number] & { readonly workType: WorkType | null })[]
}

/**
 * How much more (or less) of a day each work type takes than presence says: days logged ÷ days attributed (tau in `weights.ts`).
 *
 * - Like with like, a day at a time: what a person logged that day, at most what was available, is held against the same
 *   amount divided by presence alone. With the logs in that division it would say what the logs say whatever presence says, and
 *   leave the days of those who log nothing as wrong as they were. All logged rows count, also on tickets that were never in
 *   progress; a day on which no presence would divide anything is left out.
 * - What a person had of the types that they don't log is left out of the comparison: where people log bugs alone, that bugs
 *   take all of what is logged says nothing of how long they take.
 * - Four rounds of (logged + 10) ÷ (attributed + 10), attributed being what the type would get at weight 1
 *   among the others at theirs: the ten days of doubt pull each weight towards 1 in every round, the more so the fewer logs.
 *
 * @param people their days of any length of time; those without a log teach nothing
 * @returns the types seen on logging days, by name
 */
export function typeWeightsOf(
  people: readonly LoggingPerson[],
  workTypeOf: (ticket: number) => WorkType | null,
): TypeWeight[] {
  const days = people.flatMap((person) => person.days.flatMap((day) => loggedDayOf(day, person, workTypeOf)))
  const loggedByType = new Map<WorkType, number>()
  for (const { loggedDays, rows } of days) {
    const whole = rows.reduce((sum, row) => sum + row.loggedDays, 0)
    for (const { workType, loggedDays: logged } of rows) {
      if (workType !== null) add(loggedByType, workType, whole > 0 ? (loggedDays * logged) / whole : 0)
    }
  }
  const taus = new Map([...loggedByType.keys()].sort().map((workType) => [workType, 1]))
  for (let round = 0; round < rounds; round += 1) {
    const attributedByType = attribute(days, taus)
    for (const [workType, tau] of taus) {
      const attributedAtOne = (attributedByType.get(workType) ?? 0) / tau
      taus.set(workType, ((loggedByType.get(workType) ?? 0) + shrinkDays) / (attributedAtOne + shrinkDays))
    }
  }
  return [...taus].map(([workType, tauRatio]) => ({ workType, tauRatio }))
}

/** None on a day without a log, without a part that was available, or without presence. */
function loggedDayOf(
  { day, touches }: DayTouches,
  { unloggedTypes }: LoggingPerson,
  workTypeOf: (ticket: number) => WorkType | null,
): LoggedDay[] {
  const rows = touches
    .map((touch) => ({ ...touch, workType: workTypeOf(touch.ticket) }))
    .filter(({ workType }) => !unloggedTypes.has(workType))
  const logged = rows.reduce((sum, row) => sum + row.loggedDays, 0)
  const loggedDays = Math.min(logged, day.availableMilliDays / 1000)
  return loggedDays > 0 && rows.some(({ presence }) => presence > 0) ? [{ loggedDays, rows }] : []
}

function attribute(days: readonly LoggedDay[], taus: ReadonlyMap<WorkType, number>): Map<WorkType, number> {
  const attributed = new Map<WorkType, number>()
  for (const { loggedDays, rows } of days) {
    const weights = rows.map(({ workType, presence }) => (taus.get(workType ?? '') ?? 1) * presence)
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
