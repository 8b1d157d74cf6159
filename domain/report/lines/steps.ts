import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import { sumOf } from '../../sum.ts'
import { enoughSteps } from '../audience/product/small-steps.ts'
import type { ReportView } from '../content/view.ts'
import { commitmentsTableOf } from '../sections/page-tables.ts'
import { weeksOfQuarter } from '../words/dates.ts'
import { counted, dayFigure } from '../words/figures.ts'
import { listOf, outside, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "Index failover would bring back 32 of the 47 missing reliability days: about 2 a week over Q3"; undefined where nothing drifts or nothing planned is open. */
export function stepsClause(view: ReportView): Clause | undefined {
  const { reliability } = view.scope
  if (!isDrifting(reliability)) return undefined
  const steps = enoughSteps(view)
  if (steps.length === 0) return undefined
  const missing = reliability.shortfallMilliDays
  const brings = Math.min(missing, sumOf(steps.map(({ milliDays }) => milliDays)))
  const perWeek = Math.max(1, Math.round(brings / 1000 / weeksOfQuarter))
  return {
    words: say`${listOf(steps.map(({ name }) => say`${outside(name)}`))} would bring back ${strong(
      dayFigure(brings),
    )} of the ${dayFigure(missing)} missing reliability days: about ${counted(perWeek, 'day')} a week over ${view.nextQuarter}`,
    atStakeMilliDays: null,
    evidence: commitmentsTableOf(view),
  }
}
