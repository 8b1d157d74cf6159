import type { Source } from '../../../reconcile/dataset/scope.ts'
import { sumOf } from '../../../sum.ts'
import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../../sections/evidence.ts'
import { counted, daysInWords, numberInWords, percent, plural } from '../../words/figures.ts'
import { mostSources } from '../../words/lengths.ts'
import { capitalised, type Sentence, say, strong } from '../../words/sentence.ts'

/** The five sources that make up most of the reactive days, with what share they make up; undefined without any. */
export function reactiveSources(view: ReportView): ReportFinding | undefined {
  const sources = sourcesOf(view)
  if (sources.length === 0) return undefined
  return {
    sentences: [
      say`${subjectInWords(sources)} ${strong(percent(shareOf(view, sources)))} of the reactive work, ${daysInWords(
        figuresOf(view.scope, 'ktlo').actualMilliDays,
      )} in all:`,
    ],
    items: sources.map(sourceItem),
    // The sentence has said it.
    atStakeMilliDays: null,
    evidence: [],
  }
}

/** "Five sources make up 72 % of the reactive work."; empty without any. */
export function reactiveShareInWords(view: ReportView): string {
  const sources = sourcesOf(view)
  return sources.length === 0
    ? ''
    : `${subjectInWords(sources)} ${percent(shareOf(view, sources))} of the reactive work.`
}

function sourcesOf(view: ReportView): Source[] {
  return largestSources(view.scope, 'ktlo', mostSources)
}

function shareOf(view: ReportView, sources: readonly Source[]): number {
  return sumOf(sources.map(({ milliDays }) => milliDays)) / figuresOf(view.scope, 'ktlo').actualMilliDays
}

/** "Five sources make up". */
function subjectInWords({ length }: readonly Source[]): string {
  return `${capitalised(numberInWords(length))} ${plural(length, 'source makes', 'sources make')} up`
}

function sourceItem(source: Source): Sentence {
  const { length } = source.tickets
  const tickets = length > 1 ? `, ${counted(length, 'ticket')}` : ''
  return say`${sourceLabel(source)}: ${daysInWords(source.milliDays)}${tickets}${largestTicket(source)}`
}
