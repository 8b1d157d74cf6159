import { sumOf } from '../../calculation/sum.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { isDoneEarly } from '../../reconcile/verdicts/commitments.ts'
import { plannedCommitments, quarterDaysOf, roadmapCommitments } from '../audience/product/commitments.ts'
import { isBehind, type ReportView } from '../content/view.ts'
import { afterDays, commitmentName, daysOffInWords } from '../sections/commitment-name.ts'
import { commitmentsTableOf } from '../sections/page-tables.ts'
import { counted, dayFigure, personDays, plural } from '../words/figures.ts'
import { mostCommitmentsNamed } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { joined, listUpTo, outside, type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/**
 * "2 of 3 commitments are off plan: Partner API is 24 person-days behind its plan and Marketplace launch is 24 person-days over its
 * plan", then what was done early; undefined where every commitment is as planned, or there is none.
 */
export function commitmentsClause(view: ReportView): Clause | undefined {
  if (view.scope.doubt !== null) return undefined
  const found = roadmapCommitments(view)
  const off = found.filter(isOff).toSorted((a, b) => daysOff(view, b) - daysOff(view, a))
  const early = found.filter(isDoneEarly)
  const words = [...offWords(view, off, found.length), ...earlyWords(view, early)]
  if (words.length === 0) return undefined
  // What could never be done in a quarter isn't missing from this one.
  const behind = off.filter((each) => isBehind(each) && quarterDaysOf(view, each) === null)
  return {
    words: joined(words, '; '),
    atStakeMilliDays: behind.length === 0 ? null : sumOf(behind.map((each) => each.deviationMilliDays)),
    evidence: commitmentsTableOf(view),
  }
}

/** "no tracker has a commitment named Partner API"; undefined where all were found. */
export function lostCommitmentsClause(view: ReportView): Clause | undefined {
  if (view.scope.doubt !== null) return undefined
  const lost = (['not_found', 'ambiguous'] as const).flatMap((standing) => {
    const names = view.scope.commitments.filter((each) => each.standing === standing)
    return names.length === 0 ? [] : [lostWords(standing, names)]
  })
  if (lost.length === 0) return undefined
  return {
    words: joined(lost, '; '),
    atStakeMilliDays: null,
    evidence: commitmentsTableOf(view),
  }
}

function lostWords(standing: 'not_found' | 'ambiguous', lost: readonly CommitmentFigures[]): Sentence {
  return standing === 'not_found'
    ? say`no tracker has a commitment named ${namesOf(lost)}`
    : say`several projects or tickets are named ${namesOf(lost)}`
}

function namesOf(commitments: readonly CommitmentFigures[]): Sentence {
  return listUpTo(
    mostCommitmentsNamed,
    commitments.map(({ name }) => say`${outside(name)}`),
    (others) => `${others} more`,
  )
}

function isOff({ standing, deviationMilliDays }: CommitmentFigures): boolean {
  return standing === 'dropped' || deviationMilliDays !== 0
}

function daysOff(view: ReportView, commitment: CommitmentFigures): number {
  const { standing, actualMilliDays, deviationMilliDays } = commitment
  const isMissed = standing !== 'dropped' && quarterDaysOf(view, commitment) === null
  return isMissed ? Math.abs(deviationMilliDays) : actualMilliDays
}

function offWords(view: ReportView, off: readonly CommitmentFigures[], found: number): Sentence[] {
  const [only] = off
  if (only === undefined) return []
  const inFull = (commitment: CommitmentFigures) =>
    say`${commitmentName(view, commitment)} ${howOff(view, commitment)}`
  if (found === 1) return [inFull(only)]
  const planned = plannedCommitments(view)
  const areDropped = off.every(({ standing }) => standing === 'dropped')
  const named = listUpTo(
    mostCommitmentsNamed,
    off.map((commitment) =>
      areDropped ? say`${commitmentName(view, commitment)} ${afterDays(commitment)}` : inFull(commitment),
    ),
    (others) => `${others} more`,
  )
  const commitments = counted(planned, 'commitment')
  const all = planned === 2 ? strong('both commitments') : say`all ${strong(String(planned))} commitments`
  const which = off.length === planned ? all : say`${strong(String(off.length))} of ${commitments}`
  const were = plural(off.length, 'was', 'were')
  if (areDropped) return [say`${which} ${were} dropped: ${named}`]
  return [say`${which} ${tense(view, plural(off.length, 'is', 'are'), were)} off plan: ${named}`]
}

/** With its verb, since a name may end in a figure: "is 24 person-days behind its plan", "was dropped after 40 of its 90 person-days". */
function howOff(view: ReportView, commitment: CommitmentFigures): string {
  const { standing, actualMilliDays, plannedMilliDays } = commitment
  const quarterMilliDays = quarterDaysOf(view, commitment)
  if (standing === 'dropped') return `was dropped ${afterDays(commitment)}`
  if (isBehind(commitment) && quarterMilliDays !== null) {
    return `was planned at ${personDays(plannedMilliDays)}, where its team’s whole quarter has ${dayFigure(
      quarterMilliDays,
    )} (${dayFigure(actualMilliDays)} spent)`
  }
  const done = standing === 'delivered' && !isBehind(commitment) ? ' (done)' : ''
  return `${daysOffInWords(view, commitment)}${done}`
}

function earlyWords(view: ReportView, early: readonly CommitmentFigures[]): Sentence[] {
  if (early.length === 0) return []
  return [
    listUpTo(
      mostCommitmentsNamed,
      early.map((each) => say`${commitmentName(view, each)} was done ${afterDays(each)}`),
      (others) => `${others} more early`,
    ),
  ]
}
