import { sumOf } from '../../calculation/sum.ts'
import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../effort/effort.ts'
import type { Source } from '../../reconcile/dataset/scope.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../sections/evidence.ts'
import { dayFigure, grouped, isADay, numberInWords, personDays, plural } from '../words/figures.ts'
import { mostSources, mostSourcesNamed } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { listOf, outside, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "all 118 person-days of keeping things running came from three sources", "five sources took 96 of the 118 person-days …". */
function sumInWords(view: ReportView, sources: number, sumMilliDays: MilliDays): Sentence {
  const { actualMilliDays } = figuresOf(view.scope, 'ktlo')
  const count = `${numberInWords(sources)} ${plural(sources, 'source')}`
  const days = dayFigure(sumMilliDays)
  const all = personDays(actualMilliDays)
  if (days === dayFigure(actualMilliDays)) {
    const isOne = days === '1'
    const whole = isOne ? 'the one person-day' : days === '2' ? 'both person-days' : `all ${all}`
    const came = tense(view, isOne ? 'has come' : 'have come', 'came')
    return say`${strong(whole)} of keeping things running ${came} from ${count}`
  }
  const took = tense(view, plural(sources, 'has taken', 'have taken'), 'took')
  return say`${count} ${took} ${strong(days)} of the ${all} of keeping things running`
}

/** Whole days of each; where they are said to be the whole, they sum to it as it is told. */
function partsInDays(sources: readonly Source[], wholeMilliDays: MilliDays | null): number[] {
  const days = sources.map(({ milliDays }) => milliDays)
  return wholeMilliDays === null
    ? days.map((milliDays) => Math.round(milliDays / 1000))
    : splitByLargestRemainder(Math.round(wholeMilliDays / 1000), days)
}

/** "SRCH-12, ": two sources of one name are told apart by their tickets' keys. */
function keyBeside(source: Source, among: readonly Source[]): Sentence {
  const isAlone = among.filter(({ label }) => label === source.label).length === 1
  return isAlone || source.key === null ? say`` : say`${outside(source.key)}, `
}

/**
 * "five sources took 96 of the 118 person-days of keeping things running, above all Reindexing (38) and Slow queries (27)";
 * undefined without any.
 */
export function sourcesClause(view: ReportView): Clause | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSources).filter(({ milliDays }) => isADay(milliDays))
  if (sources.length === 0) return undefined
  const ktlo = figuresOf(view.scope, 'ktlo')
  const listed = sources.slice(0, mostSourcesNamed)
  const sum = sumOf(sources.map(({ milliDays }) => milliDays))
  const parts = partsInDays(listed, listed.length === sources.length ? sum : null)
  const named = listed.map(
    (source, index) =>
      say`${sourceLabel(source)} (${keyBeside(source, listed)}${grouped(parts[index] ?? 0)}${largestTicket(source)})`,
  )
  const most = named.length < sources.length ? ', above all ' : ': '
  return {
    words: say`${sumInWords(view, sources.length, sum)}${most}${listOf(named)}`,
    atStakeMilliDays: ktlo.call === 'over' ? Math.max(0, ktlo.varianceMilliDays) : null,
    // The sources are named and linked in the line itself.
    evidence: [],
  }
}
