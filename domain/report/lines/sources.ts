import { sumOf } from '../../calculation/sum.ts'
import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../effort/effort.ts'
import type { Source } from '../../reconcile/dataset/scope.ts'
import { grouped } from '../../text/numbers.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../sections/evidence.ts'
import { dayFigure, isADay, numberInWords, personDays, plural } from '../words/figures.ts'
import { mostSourcesNamed } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { listOf, outside, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "all 118 person-days of keeping things running came from three sources", "the three largest sources took 65 of the 118 person-days …". */
function sumInWords(
  view: ReportView,
  sources: number,
  sumMilliDays: MilliDays,
  areThereMore: boolean,
): Sentence {
  const { actualMilliDays } = figuresOf(view.scope, 'ktlo')
  const noun = plural(sources, 'source')
  const days = dayFigure(sumMilliDays)
  const all = personDays(actualMilliDays)
  if (days === dayFigure(actualMilliDays)) {
    const isOne = days === '1'
    const whole = isOne ? 'the one person-day' : days === '2' ? 'both person-days' : `all ${all}`
    const came = tense(view, isOne ? 'has come' : 'have come', 'came')
    return say`${strong(whole)} of keeping things running ${came} from ${numberInWords(sources)} ${noun}`
  }
  const took = tense(view, plural(sources, 'has taken', 'have taken'), 'took')
  const which = areThereMore
    ? `the ${numberInWords(sources)} largest ${noun}`
    : `${numberInWords(sources)} ${noun}`
  return say`${which} ${took} ${strong(days)} of the ${all} of keeping things running`
}

/**
 * Whole days of each, as the page has them. Where no others are left, they sum to the days of all as these are told; so they do where
 * rounding would make them as many.
 */
function partsInDays(sources: readonly Source[], wholeMilliDays: MilliDays, areThereMore: boolean): number[] {
  const days = sources.map(({ milliDays }) => milliDays)
  const rounded = days.map((milliDays) => Math.round(milliDays / 1000))
  return areThereMore && sumOf(rounded) < Math.round(wholeMilliDays / 1000)
    ? rounded
    : splitByLargestRemainder(Math.round(sumOf(days) / 1000), days)
}

/** "SRCH-12, ": two sources of one name are told apart by their tickets' keys. */
function keyBeside(source: Source, among: readonly Source[]): Sentence {
  const isAlone = among.filter(({ label }) => label === source.label).length === 1
  return isAlone || source.key === null ? say`` : say`${outside(source.key)}, `
}

/**
 * "the three largest sources took 81 of the 118 person-days of keeping things running: Reindexing (38), Slow queries (27) and Alerts (16)";
 * undefined without any.
 */
export function sourcesClause(view: ReportView): Clause | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSourcesNamed + 1).filter(({ milliDays }) =>
    isADay(milliDays),
  )
  if (sources.length === 0) return undefined
  const ktlo = figuresOf(view.scope, 'ktlo')
  const listed = sources.slice(0, mostSourcesNamed)
  const areThereMore = listed.length < sources.length
  const parts = partsInDays(listed, ktlo.actualMilliDays, areThereMore)
  const named = listed.map(
    (source, index) =>
      say`${sourceLabel(source)} (${keyBeside(source, listed)}${grouped(parts[index] ?? 0)}${largestTicket(source)})`,
  )
  return {
    words: say`${sumInWords(view, listed.length, sumOf(parts) * 1000, areThereMore)}: ${listOf(named)}`,
    atStakeMilliDays: ktlo.call === 'over' ? Math.max(0, ktlo.varianceMilliDays) : null,
    // The sources are named and linked in the line itself.
    evidence: [],
  }
}
