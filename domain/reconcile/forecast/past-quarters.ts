import type { Plan } from '../../plan/plan.ts'
import { type FiscalYear, type QuarterId, quarterBefore } from '../../quarter.ts'
import { compareTexts } from '../../text/text-order.ts'
import type { MeasuredQuarter } from '../dataset/measured-quarter.ts'
import type { PastQuarter } from '../dataset/reconciliation.ts'
import { pastQuarterOf } from '../past-quarter.ts'
import { mostQuarters } from './ktlo-share.ts'

/** The eight quarters before one, newest first. */
export function quartersBefore(quarter: QuarterId, fiscal: FiscalYear): QuarterId[] {
  const quarters: QuarterId[] = []
  let each = quarter
  while (quarters.length < mostQuarters) {
    each = quarterBefore(each, fiscal)
    quarters.push(each)
  }
  return quarters
}

/**
 * The figures of the quarters before one, as far back as there are datasets without a gap; oldest first.
 * @param quarters newest first
 */
export function pastOf(quarters: readonly QuarterId[], datasets: readonly Dataset[]): PastQuarter[] {
  const passed = new Map(passedQuarters(datasets).map((each) => [each.quarter, each]))
  const past: PastQuarter[] = []
  for (const quarter of quarters) {
    const found = passed.get(quarter)
    if (found === undefined) break
    past.unshift(found)
  }
  return past
}

/** Of these quarters, oldest first, those that no dataset has measured to their end, or that lie before such a gap. */
export function unmeasuredOf(quarters: readonly QuarterId[], datasets: readonly Dataset[]): QuarterId[] {
  const measured = new Set(pastOf(quarters.toReversed(), datasets).map(({ quarter }) => quarter))
  return quarters.filter((quarter) => !measured.has(quarter))
}

/** The figures of those datasets' quarters that have passed, oldest first. */
export function passedQuarters(datasets: readonly Dataset[]): PastQuarter[] {
  return datasets
    .filter(hasPassed)
    .map(pastQuarterOf)
    .toSorted((a, b) => compareTexts(a.quarter, b.quarter))
}

type Dataset = Pick<MeasuredQuarter, 'quarter' | 'state' | 'elapsedShare' | 'company' | 'teams'>

/** Closed, or on its last day: it may not have ended in every time zone. */
function hasPassed({ state, elapsedShare }: Dataset): boolean {
  return state === 'closed' || elapsedShare === 1
}

/**
 * The planned quarters further back than those that are measured anew each time, as far as the plan goes without a gap: the
 * forecast reads their figures, which are measured once. Oldest first.
 * @param earlier those that are measured anew, oldest first
 */
export function olderQuarters(plan: Plan, quarter: QuarterId, earlier: readonly QuarterId[]): QuarterId[] {
  const planned = new Set(plan.quarters.map((each) => each.quarter))
  const back = quartersBefore(quarter, plan)
  const gap = back.findIndex((each) => !planned.has(each))
  return back.slice(earlier.length, gap < 0 ? undefined : Math.max(gap, earlier.length)).toReversed()
}
