import { sumOf } from '../../sum.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../sections/evidence.ts'
import { dayFigure, isADay, numberInWords, personDays, plural } from '../words/figures.ts'
import { mostSources, mostSourcesNamed } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { listOf, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/**
 * "five sources took 96 of the 118 person-days of keeping things running, the largest Reindexing (38) and Slow queries (27)";
 * undefined without any.
 */
export function sourcesClause(view: ReportView): Clause | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSources).filter(({ milliDays }) => isADay(milliDays))
  if (sources.length === 0) return undefined
  const ktlo = figuresOf(view.scope, 'ktlo')
  const named: Sentence[] = sources
    .slice(0, mostSourcesNamed)
    .map((source) => say`${sourceLabel(source)} (${dayFigure(source.milliDays)}${largestTicket(source)})`)
  const took = tense(view, plural(sources.length, 'has taken', 'have taken'), 'took')
  const most = named.length < sources.length ? ', the largest ' : ': '
  return {
    words: say`${numberInWords(sources.length)} ${plural(sources.length, 'source')} ${took} ${strong(
      dayFigure(sumOf(sources.map(({ milliDays }) => milliDays))),
    )} of the ${personDays(ktlo.actualMilliDays)} of keeping things running${most}${listOf(named)}`,
    atStakeMilliDays: ktlo.call === 'over' ? Math.max(0, ktlo.varianceMilliDays) : null,
    // The sources are named and linked in the line itself.
    evidence: [],
  }
}
