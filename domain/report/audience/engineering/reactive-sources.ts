import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { largestSources, largestTicket, sourceLabel } from '../../sections/evidence.ts'
import { counted, daysInWords, numberInWords, percent } from '../../words/figures.ts'
import { mostSources } from '../../words/lengths.ts'
import { capitalised, say, strong } from '../../words/sentence.ts'

/** The five sources that make up most of the reactive days, with what share they make up; undefined without any. */
export function reactiveSources(view: ReportView): ReportFinding | undefined {
  const sources = largestSources(view.scope, 'ktlo', mostSources)
  const allMilliDays = figuresOf(view.scope, 'ktlo').actualMilliDays
  if (sources.length === 0 || allMilliDays <= 0) return undefined
  const milliDays = sources.reduce((sum, source) => sum + source.milliDays, 0)
  return {
    sentences: [
      say`${capitalised(numberInWords(sources.length))} ${sources.length === 1 ? 'source makes' : 'sources make'} up ${strong(
        percent(milliDays / allMilliDays),
      )} of the reactive work, ${daysInWords(allMilliDays)} in all:`,
    ],
    items: sources.map((source) => {
      const tickets = source.tickets.length > 1 ? `, ${counted(source.tickets.length, 'ticket')}` : ''
      return say`${sourceLabel(source)}: ${daysInWords(source.milliDays)}${tickets}${largestTicket(source)}`
    }),
    // The sentence has said it.
    atStakeMilliDays: null,
    evidence: [],
  }
}

/** "Five sources make up 72 % of the reactive work."; empty without any. */
export function reactiveShareInWords(view: ReportView): string {
  const sources = largestSources(view.scope, 'ktlo', mostSources)
  const allMilliDays = figuresOf(view.scope, 'ktlo').actualMilliDays
  if (sources.length === 0 || allMilliDays <= 0) return ''
  const share = sources.reduce((sum, source) => sum + source.milliDays, 0) / allMilliDays
  return `${capitalised(numberInWords(sources.length))} ${
    sources.length === 1 ? 'source makes' : 'sources make'
  } up ${percent(share)} of the reactive work.`
}
