import type { CommitmentFigures } from '../../reconcile/reconciliation.ts'
import type { ReportFinding } from '../content.ts'
import { behindMilliDays } from '../shortfall.ts'
import type { ReportView } from '../view.ts'
import { counted, dayFigure, daysInWords, percent, plannedInWords } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { outside, type Sentence, say, strong } from '../words/sentence.ts'

/** Most commitments that a finding lists; the table has all. */
const mostListed = 4

/** Which commitments moved and by how much, furthest first; undefined where none was planned. */
export function commitmentsFinding(view: ReportView): ReportFinding | undefined {
  const planned = view.scope.commitments.filter(
    (commitment) => commitment.category === 'roadmap' && commitment.found,
  )
  if (planned.length === 0) return undefined
  const moved = planned
    .filter((commitment) => behindMilliDays(view, commitment) !== 0)
    .toSorted((a, b) => Math.abs(behindMilliDays(view, b)) - Math.abs(behindMilliDays(view, a)))
  const still = planned.length - moved.length
  const listed = moved.slice(0, mostListed)
  const behind = moved.reduce((sum, commitment) => sum + Math.max(0, behindMilliDays(view, commitment)), 0)
  return {
    sentences: [
      moved.length === 0
        ? say`All ${counted(planned.length, 'commitment')} moved as planned.`
        : say`${strong(`${moved.length} of ${counted(planned.length, 'commitment')}`)} ${tense(
            view,
            moved.length === 1 ? 'is' : 'are',
            moved.length === 1 ? 'was' : 'were',
          )} off the plan${still > 0 ? '; the rest moved as planned' : ''}:`,
      ...(moved.length === 0 ? unplannedSentence(view) : []),
    ],
    items: [
      ...listed.map((commitment) => commitmentItem(view, commitment)),
      ...(moved.length > listed.length ? [say`and ${moved.length - listed.length} more, in the table`] : []),
      ...(moved.length === 0 ? [] : unplannedSentence(view)),
    ],
    atStakeMilliDays: behind > 0 ? behind : null,
    evidence: [],
  }
}

function commitmentItem(view: ReportView, commitment: CommitmentFigures): Sentence {
  const behind = behindMilliDays(view, commitment)
  const state = commitment.done ? ', done' : ''
  return say`${outside(commitment.name)}: ${dayFigure(commitment.actualMilliDays)} of ${plannedInWords(
    commitment.plannedMilliDays,
  )}${state}, ${daysInWords(behind)} ${behind > 0 ? tense(view, 'behind', 'short') : 'over'}`
}

function unplannedSentence(view: ReportView): Sentence[] {
  const { unplanned } = view.scope
  if (unplanned === null || unplanned.milliDays === 0) return []
  return [
    say`${percent(unplanned.share)} of the work, ${daysInWords(unplanned.milliDays)}, ${tense(
      view,
      'is',
      'was',
    )} on tickets that were not there when the quarter started.`,
  ]
}
