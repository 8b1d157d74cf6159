import { buckets } from '../../category.ts'
import { isToldCarryOver } from '../../reconcile/verdicts/carry-over.ts'
import type { ReportView } from '../content/view.ts'
import { bucketPhrases } from '../words/categories.ts'
import { counted, dayFigure, daysInWords } from '../words/figures.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

/** "43 of the 130 days on tickets went on with 12 tickets begun in an earlier quarter …": where that is much of the quarter; else null. */
export function carryOverSentence({ scope }: ReportView): Sentence | null {
  const { carriedOver, capacity } = scope
  if (carriedOver === null) return null
  const { milliDays, tickets } = carriedOver
  const whole = buckets.reduce((sum, bucket) => sum + milliDays[bucket], 0)
  if (!isToldCarryOver(whole, capacity.attributedMilliDays)) return null
  const [most] = buckets.toSorted((a, b) => milliDays[b] - milliDays[a])
  const largest =
    most === undefined || milliDays[most] === whole
      ? ''
      : `, most of them ${bucketPhrases[most]} (${daysInWords(milliDays[most])})`
  const all = dayFigure(capacity.attributedMilliDays)
  return say`${strong(`${dayFigure(whole)} of the ${all} days`)} on tickets went on with ${counted(tickets, 'ticket')} begun in an earlier quarter${largest}.`
}
