import { cannotTell, cannotTellFindings, reasonInWords } from '../findings/cannot-tell.ts'
import { hasEffort, type ReportView } from '../view.ts'
import { soFar, subjectStart } from '../words/scope.ts'
import { outside, say, strong } from '../words/sentence.ts'
import type { AudienceParts } from './parts.ts'

/** Whether the records allow no call on the one team that the report is about. */
export function isInDoubt(view: ReportView): boolean {
  return view.spec.scope.kind === 'team' && cannotTell(view, view.scope) !== undefined
}

/** Where the records allow no call on a team, its report says that first; what the tickets show follows uncalled. */
export function inDoubt(view: ReportView, parts: AudienceParts): AudienceParts {
  const doubt = view.spec.scope.kind === 'team' ? cannotTell(view, view.scope) : undefined
  if (doubt === undefined || !hasEffort(view.scope)) return parts
  const reason = reasonInWords(view, doubt.because, [doubt.share])
  return {
    ...parts,
    subject: `${subjectStart(view)}cannot tell, because ${reason}`,
    preheader: 'What the tickets show, and what would make it sure, stands inside.',
    answer: say`Nothing sure can be said about ${outside(view.scope.name)}’s ${view.quarter}${soFar(view)}: ${strong(
      reason,
    )}. What the tickets show stands below, and nothing is called by it.`,
    findings: [...cannotTellFindings(view), ...parts.findings].slice(0, 3),
  }
}
