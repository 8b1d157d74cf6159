import type { ReportView } from '../../content/view.ts'
import { partInWords } from '../../words/figures.ts'
import { tense } from '../../words/scope.ts'
import { capitalised } from '../../words/sentence.ts'

/** Below this, what went elsewhere is no news. */
const noNewsShare = 0.03

/** "A fifth of the time went elsewhere than planned." */
export function elsewhere(view: ReportView): string {
  const share = view.scope.misalignmentShare
  if (share < noNewsShare) return `The time ${tense(view, 'goes', 'went')} where it was planned.`
  return `${capitalised(partInWords(share))} of the time went elsewhere than planned.`
}
