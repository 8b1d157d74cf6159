import { isAligned } from '../../../reconcile/headline/alignment.ts'
import type { ReportView } from '../../content/view.ts'
import { partInWords, points } from '../../words/figures.ts'
import { tense } from '../../words/scope.ts'
import { capitalised } from '../../words/sentence.ts'

/** "A fifth of the sorted work went elsewhere than planned."; that it went where it was planned only where that was decided. */
export function elsewhere(view: ReportView): string {
  const share = view.scope.misalignmentShare
  if (share === null) return ''
  if (isAligned(view.scope)) return `The time ${tense(view, 'goes', 'went')} where it was planned.`
  const part = points(share) === 0 ? 'less than 1 %' : partInWords(share)
  return `${capitalised(part)} of the sorted work went elsewhere than planned.`
}
