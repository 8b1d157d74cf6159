import { sumOf } from '../../../calculation/sum.ts'
import type { Source } from '../../../reconcile/dataset/scope.ts'
import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../../sections/evidence.ts'
import { outOfHoursSentence } from '../../sections/out-of-hours.ts'
import { counted, dayFigure, numberInWords, personDays, plural } from '../../words/figures.ts'
import { mostSources } from '../../words/lengths.ts'
import { capitalised, type Sentence, say, strong } from '../../words/sentence.ts'

/** The five sources that make up most of what keeps things running, each with its days; undefined without any. */
export function ktloSources(view: ReportView): ReportFinding | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSources)
  if (sources.length === 0) return undefined
  const days = dayFigure(sumOf(sources.map(({ milliDays }) => milliDays)))
  const all = personDays(figuresOf(view.scope, 'ktlo').actualMilliDays)
  return {
    sentences: [
      say`${capitalised(numberInWords(sources.length))} ${plural(sources.length, 'source makes', 'sources make')} up ${strong(days)} of the ${all} of keeping things running:`,
    ],
    items: [...sources.map(sourceItem), ...outOfHoursSentence(view.scope.interruptions)],
    // The sentence has said it.
    atStakeMilliDays: null,
    evidence: [],
  }
}

function sourceItem(source: Source): Sentence {
  const { length } = source.tickets
  const tickets = length > 1 ? `, ${counted(length, 'ticket')}` : ''
  return say`${sourceLabel(source)}: ${personDays(source.milliDays)}${tickets}${largestTicket(source)}`
}
