import type { ReportView } from '../content/view.ts'
import { percent, points } from '../words/figures.ts'
import { soFar } from '../words/scope.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

/** The misalignment index beside the scope's own past: "… 18 %, up from 9 % in Q1 and 7 % in Q4 2025." */
export function trendSentence(view: ReportView): Sentence {
  const now = view.scope.misalignmentShare
  const before = view.past.slice(-2).toReversed()
  const last = before[0]
  const subject = say`Misalignment, the part of the time that went elsewhere than planned, is ${strong(
    percent(now),
  )}${soFar(view)}`
  if (last === undefined) return say`${subject}. It has no past yet to compare with.`
  const change = points(now) - points(last.figures.misalignmentShare)
  const way = change > 0 ? 'up from' : change < 0 ? 'down from' : 'the same as the'
  const past = before
    .map(({ label, figures }) => `${percent(figures.misalignmentShare)} in ${label}`)
    .join(' and ')
  return say`${subject}, ${way} ${past}.`
}
