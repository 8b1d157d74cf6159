import type { Doubt } from '../../../reconcile/dataset/verdicts.ts'
import type { ReportContent } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellFindings, hasRemedy, reasonInWords } from '../../sections/cannot-tell.ts'
import { mostFindings } from '../../words/lengths.ts'
import { soFar, subjectStart, tense } from '../../words/scope.ts'
import { outside, plainText, say, strong } from '../../words/sentence.ts'
import type { News } from './parts.ts'

/** What each audience reads first where nothing can be called. */
export function doubtNews(view: ReportView, doubt: Doubt): News {
  const reason = reasonInWords(view, [doubt])
  const subject = `${subjectStart(view)}cannot tell, because ${reason}`
  if (!hasEffort(view.scope)) {
    return {
      subject,
      preheader: hasRemedy(view)
        ? 'What would change that, and how far the data reaches, stands inside.'
        : 'How far the data reaches stands inside.',
      answer: say`Nothing can be said about ${view.quarter}${tense(view, ' yet', '')}: ${reason}.${hasRemedy(view) ? ' What would change that stands below.' : ''}`,
    }
  }
  const whose =
    view.spec.scope.kind === 'team'
      ? say`${outside(view.scope.name)}’s ${view.quarter}`
      : say`${view.quarter}`
  return {
    subject,
    preheader: 'What the tickets show, and what would make it sure, stands inside.',
    answer: say`Nothing sure can be said about ${whose}${soFar(view)}: ${strong(
      reason,
    )}. What the tickets show stands below, and nothing is called by it.`,
  }
}

/** The doubt comes first and once: a company's findings have it among the rest. */
export function doubtFirst(view: ReportView, findings: ReportContent['findings']): ReportContent['findings'] {
  const doubts = cannotTellFindings(view)
  const said = new Set(doubts.flatMap(({ sentences }) => sentences.map(plainText)))
  const others = findings.flatMap((finding) => {
    const sentences = finding.sentences.filter((sentence) => !said.has(plainText(sentence)))
    if (sentences.length === finding.sentences.length) return [finding]
    return sentences.length === 0 ? [] : [{ ...finding, sentences, evidence: [] }]
  })
  return [...doubts, ...others].slice(0, mostFindings)
}
