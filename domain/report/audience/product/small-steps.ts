import { isOpen } from '../../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { countForMostOf } from '../../../reconcile/verdicts/most-of.ts'
import { sumOf } from '../../../sum.ts'
import type { ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../../sections/evidence.ts'
import { weeksOfQuarter } from '../../words/dates.ts'
import {
  counted,
  dayFigure,
  daysInWords,
  isADay,
  numberInWords,
  percent,
  plural,
  roundedDays,
} from '../../words/figures.ts'
import { mostSteps } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { capitalised, outside, type Sentence, say, strong } from '../../words/sentence.ts'

interface Step {
  readonly words: Sentence
  readonly milliDays: number
}

/**
 * The few planned reliability items, else the few sources of urgent work, that make up most of the drift;
 * undefined where the budget isn't drifting.
 */
export function smallSteps(view: ReportView): ReportFinding | undefined {
  const shortfall = view.scope.reliability.shortfallMilliDays
  if (!isDrifting(view.scope.reliability)) return undefined
  const open = openItems(view)
  const steps = enoughFor(shortfall, open)
  if (steps.length > 0) {
    const brings = Math.min(shortfall, sumOf(steps.map(({ milliDays }) => milliDays)))
    return {
      sentences: [
        say`${capitalised(numberInWords(steps.length))} planned ${plural(steps.length, 'item')} would bring back ${
          dayFigure(brings) === dayFigure(shortfall)
            ? say`all ${strong(dayFigure(shortfall))}`
            : say`${strong(dayFigure(brings))} of the ${dayFigure(shortfall)}`
        } missing reliability days:`,
      ],
      items: [...steps.map((step) => step.words), spread(view, brings)],
      atStakeMilliDays: null,
      evidence: [],
    }
  }
  return sourcesAsSteps(view, shortfall)
}

/** Planned reliability items with days left, largest first. */
function openItems(view: ReportView): Step[] {
  return view.scope.commitments
    .filter((commitment) => commitment.category === 'reliability' && isOpen(commitment))
    .map((commitment) => ({
      words: say`${outside(commitment.name)}: ${daysInWords(
        commitment.plannedMilliDays - commitment.actualMilliDays,
      )} left of its plan`,
      milliDays: commitment.plannedMilliDays - commitment.actualMilliDays,
    }))
    .filter((step) => isADay(step.milliDays))
    .toSorted((a, b) => b.milliDays - a.milliDays)
}

/** At most three, and no more than bring most of the shortfall. */
function enoughFor(shortfall: number, steps: readonly Step[]): readonly Step[] {
  const largest = steps.slice(0, mostSteps)
  return largest.slice(
    0,
    countForMostOf(
      shortfall,
      largest.map(({ milliDays }) => milliDays),
    ),
  )
}

/** "In small steps over Q3, that is about 3 days a week beside the roadmap." */
function spread(view: ReportView, milliDays: number): Sentence {
  const perWeek = Math.max(1, roundedDays(milliDays / weeksOfQuarter))
  return say`In small steps over ${view.nextQuarter}, that is about ${perWeek === 1 ? 'a day' : counted(perWeek, 'day')} a week beside the roadmap.`
}

function sourcesAsSteps(view: ReportView, shortfall: number): ReportFinding | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSteps)
  if (sources.length === 0) return undefined
  const milliDays = sumOf(sources.map((source) => source.milliDays))
  return {
    sentences: [
      say`No reliability item of the plan is open. ${capitalised(numberInWords(sources.length))} ${plural(
        sources.length,
        'source',
      )} of urgent work ${tense(view, plural(sources.length, 'has taken', 'have taken'), 'took')} as much as ${strong(
        percent(milliDays / shortfall),
      )} of the missing days; a first step against each is small beside that:`,
    ],
    items: sources.map(
      (source) => say`${sourceLabel(source)}: ${daysInWords(source.milliDays)}${largestTicket(source)}`,
    ),
    atStakeMilliDays: null,
    evidence: [],
  }
}
