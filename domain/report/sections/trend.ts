import type { ReportView } from '../content/view.ts'
import { percent, points } from '../words/figures.ts'
import { mostPastInTrend } from '../words/lengths.ts'
import { soFar } from '../words/scope.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

/** The misalignment index beside the scope's own past: "… 18 %, up from 9 % in Q1 and 7 % in Q4 2025."; null where it has no meaning. */
export function trendSentence(view: ReportView): Sentence | null {
  const now = view.scope.misalignmentShare
  if (now === null) return null
  const before = view.past
    .slice(-mostPastInTrend)
    .flatMap(({ label, figures }) =>
      figures.misalignmentShare === null ? [] : [{ label, share: figures.misalignmentShare }],
    )
    .toReversed()
  const last = before[0]
  const subject = say`Misalignment, the part of the sorted work that went elsewhere than planned, is ${strong(
    percent(now),
  )}${soFar(view)}`
  if (last === undefined) return say`${subject}. It has no past yet to compare with.`
  const change = points(now) - points(last.share)
  const way = change > 0 ? 'up from' : change < 0 ? 'down from' : 'the same as the'
  const past = before.map(({ label, share }) => `${percent(share)} in ${label}`).join(' and ')
  return say`${subject}, ${way} ${past}.`
}
