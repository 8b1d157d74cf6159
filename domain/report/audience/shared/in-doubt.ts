import type { Doubt } from '../../../reconcile/dataset/verdicts.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { reasonInWords, remedyInWords } from '../../sections/cannot-tell.ts'
import { soFar, subjectOf, tense } from '../../words/scope.ts'
import { outside, plainText, say, strong } from '../../words/sentence.ts'
import type { News } from './parts.ts'

/** What each audience reads first where nothing can be called, and what would change it. */
export function doubtNews(view: ReportView, doubt: Doubt): News {
  const reason = reasonInWords(view, [doubt])
  const remedy = remedyInWords(doubt)
  return {
    subject: subjectOf(view, `can’t tell: ${reason}`),
    preheader: remedy === null ? 'How far the data reaches stands inside.' : plainText(remedy),
    answer: hasEffort(view.scope)
      ? say`Nothing sure can be said about ${whose(view)}${soFar(view)}: ${strong(reason)}. What the tickets show stands below, and nothing is called by it.`
      : say`Nothing can be said about ${view.quarter}${tense(view, ' yet', '')}: ${strong(reason)}.`,
  }
}

function whose(view: ReportView) {
  return view.spec.scope.kind === 'team'
    ? say`${outside(view.scope.name)}’s ${view.quarter}`
    : say`${view.quarter}`
}
