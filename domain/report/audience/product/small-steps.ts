import { sumOf } from '../../../calculation/sum.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import { isOpen } from '../../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { countForMostOf } from '../../../reconcile/verdicts/most-of.ts'
import { grouped } from '../../../text/numbers.ts'
import type { ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { evidenceOf } from '../../sections/evidence.ts'
import { missingDays } from '../../words/budget.ts'
import { isADay, numberInWords, personDays, plural } from '../../words/figures.ts'
import { mostSteps } from '../../words/lengths.ts'
import { capitalised, outside, say, strong } from '../../words/sentence.ts'

/** A planned reliability item with days left of its plan. */
interface Step {
  readonly name: string
  readonly milliDays: MilliDays
}

/** The few planned reliability items that would bring most of the missing days back, else what took the days; undefined where nothing drifts. */
export function smallSteps(view: ReportView): ReportFinding | undefined {
  const { reliability } = view.scope
  if (!isDrifting(reliability)) return undefined
  const steps = enoughSteps(view)
  if (steps.length === 0) return withoutSteps(view)
  const missing = missingDays(reliability)
  const brings = Math.min(missing, Math.round(sumOf(steps.map(({ milliDays }) => milliDays)) / 1000))
  return {
    sentences: [
      say`${capitalised(numberInWords(steps.length))} planned ${plural(steps.length, 'item')} would bring back ${
        brings === missing
          ? say`all ${strong(grouped(missing))}`
          : say`${strong(grouped(brings))} of the ${grouped(missing)}`
      } missing reliability days:`,
    ],
    items: steps.map(
      ({ name, milliDays }) => say`${outside(name)}: ${personDays(milliDays)} left of its plan`,
    ),
    atStakeMilliDays: null,
    evidence: [],
  }
}

/** At most three, largest first, and no more than bring most of the shortfall. */
export function enoughSteps({ scope }: ReportView): readonly Step[] {
  const largest = scope.commitments
    .filter((commitment) => commitment.category === 'reliability' && isOpen(commitment))
    .map(({ name, plannedMilliDays, actualMilliDays }) => ({
      name,
      milliDays: plannedMilliDays - actualMilliDays,
    }))
    .filter(({ milliDays }) => isADay(milliDays))
    .toSorted((a, b) => b.milliDays - a.milliDays)
    .slice(0, mostSteps)
  const { shortfallMilliDays } = scope.reliability
  return largest.slice(
    0,
    countForMostOf(
      shortfallMilliDays,
      largest.map(({ milliDays }) => milliDays),
    ),
  )
}

function withoutSteps(view: ReportView): ReportFinding {
  return {
    sentences: [say`No reliability work of the plan is open that would bring the missing days back.`],
    items: [],
    atStakeMilliDays: null,
    evidence: evidenceOf(view.scope, 'ktlo', mostSteps),
  }
}
