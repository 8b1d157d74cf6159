import { sumOf } from '../../calculation/sum.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import { grouped } from '../../text/numbers.ts'
import { enoughSteps } from '../audience/product/small-steps.ts'
import type { ReportView } from '../content/view.ts'
import { commitmentsTableOf } from '../sections/page-tables.ts'
import { missingDays } from '../words/budget.ts'
import { weeksOfQuarter } from '../words/dates.ts'
import { counted } from '../words/figures.ts'
import { listOf, outside, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "Index failover would bring back 32 of the 47 missing reliability days: about 2 a week over Q3"; undefined where nothing drifts or nothing planned is open. */
export function stepsClause(view: ReportView): Clause | undefined {
  const { reliability } = view.scope
  if (!isDrifting(reliability)) return undefined
  const steps = enoughSteps(view)
  if (steps.length === 0) return undefined
  const missing = missingDays(reliability)
  const brings = Math.min(missing, Math.round(sumOf(steps.map(({ milliDays }) => milliDays)) / 1000))
  const perWeek = Math.max(1, Math.round(brings / weeksOfQuarter))
  return {
    words: say`${listOf(steps.map(({ name }) => say`${outside(name)}`))} would bring back ${strong(
      grouped(brings),
    )} of the ${grouped(missing)} missing reliability days: about ${counted(perWeek, 'day')} a week over ${view.nextQuarter}`,
    atStakeMilliDays: null,
    evidence: commitmentsTableOf(view),
  }
}
