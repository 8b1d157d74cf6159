import { sumOf } from '../../../domain/calculation/sum.ts'
import type { WorkType } from '../../../domain/category.ts'
import type { DayTouches } from '../../../domain/effort/days/activity-days.ts'
import type { UnloggedTypes } from '../../../domain/effort/days/logged-types.ts'
import type { TypeWeight } from '../../../domain/effort/effort.ts'

/** Type weights as docs/how-we-measure.md has them: (logged + 10) ÷ (attributed at weight 1 + 10), in four rounds. */
export function plainTypeWeights(
  days: readonly DayTouches[],
  unloggedTypes: UnloggedTypes,
  typeOf: (ticket: number) => WorkType | null,
): TypeWeight[] {
  const logged = days.flatMap(({ day, touches }) => {
    const rows = touches
      .map(({ ticket, presence, loggedDays }) => ({ type: typeOf(ticket), presence, loggedDays }))
      .filter(({ type }) => !unloggedTypes.has(type))
    const ofDay = sumOf(rows.map(({ loggedDays }) => loggedDays))
    const counted = Math.min(ofDay, day.availableMilliDays / 1000)
    const isUsed = counted > 0 && rows.some(({ presence }) => presence > 0)
    return isUsed ? [{ rows, ofDay, counted }] : []
  })
  const types = [...new Set(logged.flatMap(({ rows }) => rows.map(({ type }) => type)))]
    .filter((type) => type !== null)
    .sort()
  /** Over all days in turn, a day's rows of the type one after the other. */
  const total = (
    type: WorkType,
    part: (day: (typeof logged)[number], row: (typeof logged)[number]['rows'][number]) => number,
  ) =>
    sumOf(logged.flatMap((day) => day.rows.filter((row) => row.type === type).map((row) => part(day, row))))
  let taus = new Map(types.map((type) => [type, 1]))
  for (let round = 0; round < 4; round += 1) {
    const known = taus
    const weightOf = ({ type, presence }: { type: WorkType | null; presence: number }) =>
      (known.get(type ?? '') ?? 1) * presence
    taus = new Map(
      types.map((type) => {
        const daysLogged = total(type, ({ counted, ofDay }, row) => (counted * row.loggedDays) / ofDay)
        const attributed = total(
          type,
          ({ counted, rows }, row) => (counted * weightOf(row)) / sumOf(rows.map(weightOf)),
        )
        return [type, (daysLogged + 10) / (attributed / (known.get(type) ?? 1) + 10)]
      }),
    )
  }
  return [...taus].map(([workType, tauRatio]) => ({ workType, tauRatio }))
}
