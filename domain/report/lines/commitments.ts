import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { sumOf } from '../../sum.ts'
import { roadmapCommitments } from '../audience/product/commitments.ts'
import { isBehind, type ReportView } from '../content/view.ts'
import { counted, dayFigure, personDays, plural } from '../words/figures.ts'
import { mostCommitmentsNamed } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { listOf, outside, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "2 of 3 commitments are off plan: Partner API 24 person-days behind it, Marketplace launch 24 over it"; undefined where none is. */
export function commitmentsClause(view: ReportView): Clause | undefined {
  if (view.scope.doubt !== null) return undefined
  const planned = roadmapCommitments(view)
  const off = planned
    .filter(({ standing, deviationMilliDays }) => standing === 'dropped' || deviationMilliDays !== 0)
    .toSorted((a, b) => daysOff(b) - daysOff(a))
  if (off.length === 0) return undefined
  const named = off.slice(0, mostCommitmentsNamed).map((commitment) => offWords(view, commitment))
  const more = off.length - named.length
  const behind = off.filter(isBehind).map(({ deviationMilliDays }) => deviationMilliDays)
  return {
    words: say`${strong(String(off.length))} of ${counted(planned.length, 'commitment')} ${tense(
      view,
      plural(off.length, 'is', 'are'),
      plural(off.length, 'was', 'were'),
    )} off plan: ${listOf(more === 0 ? named : [...named, say`${more} more`])}`,
    atStakeMilliDays: behind.length === 0 ? null : sumOf(behind),
    evidence: [],
  }
}

function daysOff({ standing, actualMilliDays, deviationMilliDays }: CommitmentFigures): number {
  return standing === 'dropped' ? actualMilliDays : Math.abs(deviationMilliDays)
}

function offWords(view: ReportView, commitment: CommitmentFigures): Sentence {
  const { name, standing, actualMilliDays, plannedMilliDays, deviationMilliDays } = commitment
  if (standing === 'dropped') {
    return say`${outside(name)} dropped after ${dayFigure(actualMilliDays)} of ${personDays(plannedMilliDays)}`
  }
  if (isBehind(commitment)) {
    const words = tense(view, 'behind its plan', 'short of its plan')
    return say`${outside(name)} ${personDays(deviationMilliDays)} ${words}`
  }
  return say`${outside(name)} ${personDays(deviationMilliDays)} over its plan${standing === 'delivered' ? ' (done)' : ''}`
}
