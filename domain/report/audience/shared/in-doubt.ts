import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTell, cannotTellFindings, isInDoubt, reasonInWords } from '../../sections/cannot-tell.ts'
import { soFar, subjectStart } from '../../words/scope.ts'
import { outside, plainText, say, strong } from '../../words/sentence.ts'
import type { AudienceParts } from './parts.ts'

/** Where nothing can be called, a report says that first; what the tickets show follows uncalled. */
export function inDoubt(view: ReportView, parts: AudienceParts): AudienceParts {
  if (!isInDoubt(view) || !hasEffort(view.scope)) return parts
  const reason = whyNot(view)
  const whose =
    view.spec.scope.kind === 'team'
      ? say`${outside(view.scope.name)}’s ${view.quarter}`
      : say`${view.quarter}`
  return {
    ...parts,
    subject: `${subjectStart(view)}cannot tell, because ${reason}`,
    preheader: 'What the tickets show, and what would make it sure, stands inside.',
    answer: say`Nothing sure can be said about ${whose}${soFar(view)}: ${strong(
      reason,
    )}. What the tickets show stands below, and nothing is called by it.`,
    findings: firstTheDoubt(view, parts),
  }
}

/** The one reason of all teams, or that each has its own. */
function whyNot(view: ReportView): string {
  const doubts = view.teams.flatMap((team) => cannotTell(view, team) ?? [])
  const [first] = doubts
  return first !== undefined && doubts.every(({ because }) => because === first.because)
    ? reasonInWords(
        view,
        first.because,
        doubts.map(({ share }) => share),
      )
    : 'the records of no team allow it'
}

/** The doubt comes first and once: a company's findings have it among the rest. */
function firstTheDoubt(view: ReportView, parts: AudienceParts): AudienceParts['findings'] {
  const doubts = cannotTellFindings(view)
  const said = new Set(doubts.flatMap(({ sentences }) => sentences.map(plainText)))
  const others = parts.findings.flatMap((finding) => {
    const sentences = finding.sentences.filter((sentence) => !said.has(plainText(sentence)))
    if (sentences.length === finding.sentences.length) return [finding]
    return sentences.length === 0 ? [] : [{ ...finding, sentences, evidence: [] }]
  })
  return [...doubts, ...others].slice(0, 3)
}
