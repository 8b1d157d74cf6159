import type { ReportView } from '../../content/view.ts'
import { tense } from '../../words/scope.ts'
import { type Sentence, say } from '../../words/sentence.ts'

/** The answer where no effort was measured at all. */
export function nothingKnown(view: ReportView): Sentence {
  return say`Nothing can be said about ${view.quarter}${tense(view, ' yet', '')}: no ticket shows any work. What would change that stands below.`
}

/** The preheader that goes with it. */
export const whatWouldChangeIt = 'What would change that, and how far the data reaches, stands inside.'
