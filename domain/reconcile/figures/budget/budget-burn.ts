import type { MilliDays } from '../../../effort/effort.ts'
import { type LocalDate, weekStartOf } from '../../../instant.ts'
import { seededDraws } from './seeded-draws.ts'

/** A reliability budget's part of one working day of the quarter. */
export interface BudgetDay {
  readonly date: LocalDate
  /** Not rounded: only rates and projections are made of it. */
  readonly budgetMilliDays: number
  readonly counted: boolean
}

export interface BurnWeek {
  readonly weekStart: LocalDate
  readonly spentMilliDays: MilliDays
  /** Budget of the week's counted days. */
  readonly budgetMilliDays: number
  readonly countedDays: number
}

const bootstrapDraws = 1000
/** Spending over the planned rate, of a quarter that goes as planned. */
const plannedPace = 1
/** A week with fewer counted days is too short to sample or to be the best week. Ours: half a week, rounded up. */
export const fewestDaysOfWeek = 3
/** "Two weeks" reach back over whole weeks until they hold so many working days: ten, less two holidays. */
export const fewestDaysOfTwoWeeks = 8

/** The weeks that have counted days, with what was spent in each. */
export function burnWeeksOf(
  days: readonly BudgetDay[],
  spentOfWeek: ReadonlyMap<LocalDate, MilliDays>,
): BurnWeek[] {
  const weeks = new Map<LocalDate, { budgetMilliDays: number; countedDays: number }>()
  for (const day of days) {
    if (!day.counted) continue
    const weekStart = weekStartOf(day.date)
    const week = weeks.get(weekStart) ?? { budgetMilliDays: 0, countedDays: 0 }
    week.budgetMilliDays += day.budgetMilliDays
    week.countedDays += 1
    weeks.set(weekStart, week)
  }
  return [...weeks].map(([weekStart, week]) => ({
    weekStart,
    spentMilliDays: spentOfWeek.get(weekStart) ?? 0,
    ...week,
  }))
}

/** Spending over the planned rate; 0 where nothing was planned so far. */
export function ratioOf(weeks: readonly BurnWeek[]): number {
  const budget = weeks.reduce((sum, week) => sum + week.budgetMilliDays, 0)
  const spent = weeks.reduce((sum, week) => sum + week.spentMilliDays, 0)
  return budget > 0 ? spent / budget : 0
}

/** The latest weeks that make up two: as many whole weeks back as hold eight counted working days. */
export function lastTwoWeeks(weeks: readonly BurnWeek[]): BurnWeek[] {
  const latest: BurnWeek[] = []
  for (const week of [...weeks].reverse()) {
    if (latest.reduce((sum, each) => sum + each.countedDays, 0) >= fewestDaysOfTwoWeeks) break
    latest.unshift(week)
  }
  return latest
}

/**
 * Where the budget ends up if the rest of the quarter goes as its weeks went so far: the estimate at the
 * quarter's mean rate; the 80 % interval from 1,000 quarters whose remaining weeks are drawn from the past ones
 * (bootstrap), by a seed, so that it repeats. The past weeks are a sample themselves: each quarter draws them anew first, and a week
 * at the planned pace counts among them, so that two weeks without reliability work don't tell of eleven. (On simulated companies the
 * interval held the quarter's end in 79, 79 and 81 % after two, three and four weeks; without both in 57, 64 and 69 %.) After the
 * last day both ends are what was spent.
 */
export function projectionOf(
  days: readonly BudgetDay[],
  weeks: readonly BurnWeek[],
  seed: string,
): { milliDays: MilliDays; lowMilliDays: MilliDays; highMilliDays: MilliDays } {
  const spent = weeks.reduce((sum, week) => sum + week.spentMilliDays, 0)
  const ahead = new Map<LocalDate, number>()
  for (const { date, budgetMilliDays, counted } of days) {
    const weekStart = weekStartOf(date)
    if (!counted) ahead.set(weekStart, (ahead.get(weekStart) ?? 0) + budgetMilliDays)
  }
  const budgets = [...ahead.values()]
  const draw = seededDraws(seed)
  const rates = [...wholeWeeksOf(weeks).map((week) => ratioOf([week])), plannedPace]
  const drawn = (from: readonly number[]) => from[Math.floor(draw() * from.length)] ?? 0
  const totals = Array.from({ length: bootstrapDraws }, () => {
    const sample = rates.map(() => drawn(rates))
    return budgets.reduce((sum, budget) => sum + budget * drawn(sample), spent)
  }).sort((a, b) => a - b)
  const milliDays = Math.round(spent + ratioOf(weeks) * budgets.reduce((sum, budget) => sum + budget, 0))
  return {
    milliDays,
    lowMilliDays: Math.min(milliDays, Math.round(totals[bootstrapDraws / 10] ?? milliDays)),
    highMilliDays: Math.max(milliDays, Math.round(totals[(bootstrapDraws * 9) / 10 - 1] ?? milliDays)),
  }
}

/**
 * The last day on which work can start so that the budget is still met, at the pace of the best week so far;
 * null when nothing is missing, when no pace was ever shown, or when it is too late already.
 */
export function lastDayToRecoverOf(
  days: readonly BudgetDay[],
  weeks: readonly BurnWeek[],
  missingMilliDays: MilliDays,
): LocalDate | null {
  const best = Math.max(0, ...wholeWeeksOf(weeks).map((week) => ratioOf([week])))
  if (missingMilliDays <= 0) return null
  let recovered = 0
  for (const day of [...days].reverse()) {
    if (day.counted) return null
    recovered += day.budgetMilliDays * best
    // Tolerates a millionth of a day, as floating-point sums can fall short of the whole.
    if (recovered >= missingMilliDays - 0.001) return day.date
  }
  return null
}

/** The weeks with enough counted days to show a pace. */
export function wholeWeeksOf(weeks: readonly BurnWeek[]): readonly BurnWeek[] {
  return weeks.filter((week) => week.countedDays >= fewestDaysOfWeek)
}
