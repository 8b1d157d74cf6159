import { type Instant, isoOf, type LocalDate } from '../instant.ts'
import { datesOfQuarter, type FiscalYear, type QuarterId, quarterBefore, quarterOf } from '../quarter.ts'
import type { Plan } from './plan.ts'

/** Which quarter a report is about: one by name, the one that runs at the as-of instant, or the last that closed. */
export type QuarterChoice = { readonly quarter: QuarterId } | 'running' | 'last_closed'

/** Whether a quarter can be reported on. */
export type QuarterStanding =
  | {
      readonly kind: 'planned'
      readonly quarter: QuarterId
      /** Those that a report compares with, oldest first; at most three, as far back as the plan goes without a gap. */
      readonly earlierQuarters: readonly QuarterId[]
    }
  | {
      readonly kind: 'not_planned'
      readonly quarter: QuarterId
      /** The quarters of the plan, oldest first. */
      readonly planned: readonly QuarterId[]
    }
  | { readonly kind: 'not_begun'; readonly quarter: QuarterId; readonly beginsOn: LocalDate }

const earlierQuartersCompared = 3

/** Resolves a choice to a quarter, by the plan's fiscal year; it need not be in the plan. */
export function chooseQuarter(choice: QuarterChoice, asOfAt: Instant, fiscal: FiscalYear): QuarterId {
  if (typeof choice === 'object') return choice.quarter
  const running = quarterOf(isoOf(asOfAt).slice(0, 10), fiscal)
  switch (choice) {
    case 'running':
      return running
    case 'last_closed':
      return quarterBefore(running, fiscal)
  }
}

/** Looks a quarter up in the plan. What isn't planned comes before what has not begun. */
export function quarterStanding(plan: Plan, quarter: QuarterId, asOfAt: Instant): QuarterStanding {
  const planned = plan.quarters.map((each) => each.quarter).sort()
  if (!planned.includes(quarter)) return { kind: 'not_planned', quarter, planned }
  const beginsOn = datesOfQuarter(quarter, plan).from
  if (beginsOn > isoOf(asOfAt).slice(0, 10)) return { kind: 'not_begun', quarter, beginsOn }
  const earlierQuarters: QuarterId[] = []
  for (let each = quarter; earlierQuarters.length < earlierQuartersCompared; ) {
    each = quarterBefore(each, plan)
    if (!planned.includes(each)) break
    earlierQuarters.unshift(each)
  }
  return { kind: 'planned', quarter, earlierQuarters }
}

/** Why a quarter can't be reported on, and what to do. */
export function quarterRefusal(standing: Exclude<QuarterStanding, { readonly kind: 'planned' }>): string {
  return standing.kind === 'not_planned'
    ? `the plan has no quarter ${standing.quarter}; it has ${standing.planned.join(', ')}. Add it and: plumbline plan import plan.yaml`
    : `${standing.quarter} begins on ${standing.beginsOn}: nothing can be measured yet`
}
